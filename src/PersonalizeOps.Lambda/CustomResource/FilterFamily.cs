using System.Security.Cryptography;
using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>
/// Custom::PersonalizeFilter: Name, DatasetGroupArn, FilterExpression. A filter cannot be changed, so its name ends in a hash of what it says:
/// another expression is another filter, and CloudFormation deletes the old one afterwards.
/// </summary>
internal sealed class FilterFamily(IAmazonPersonalize personalize) : ResourceFamily(personalize)
{
    private const int LongestStem = 54;

    /// <inheritdoc/>
    public override async Task<string> UpdateAsync(ResourceRequest request, string arnStem) =>
        request.Changes("Name") || request.Changes("DatasetGroupArn") || request.Changes("FilterExpression")
            ? await CreateAsync(request, arnStem)
            : request.PhysicalResourceId!;

    /// <inheritdoc/>
    public override Task DeleteAsync(string arn) => Personalize.DeleteFilterAsync(new DeleteFilterRequest { FilterArn = arn });

    /// <inheritdoc/>
    public override async Task<ResourceState> DescribeAsync(string arn)
    {
        var filter = (await Personalize.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn })).Filter;
        return new ResourceState(filter.Status, filter.FailureReason, new Dictionary<string, string> { ["Arn"] = arn });
    }

    /// <inheritdoc/>
    protected override async Task<string> CreateAsync(ResourceRequest request, List<Tag> tags) =>
        (await Personalize.CreateFilterAsync(new CreateFilterRequest
        {
            Name = NameOf(request),
            DatasetGroupArn = request.Property("DatasetGroupArn"),
            FilterExpression = request.Property("FilterExpression"),
            Tags = tags,
        })).FilterArn;

    /// <inheritdoc/>
    protected override Task<string?> FindExistingAsync(ResourceRequest request, string arnStem) =>
        Task.FromResult<string?>($"{arnStem}:filter/{NameOf(request)}");

    private static string NameOf(ResourceRequest request)
    {
        var name = request.Property("Name");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Property("DatasetGroupArn")}\n{request.Property("FilterExpression")}"));
        return $"{name[..Math.Min(name.Length, LongestStem)]}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }
}
