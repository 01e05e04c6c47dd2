using System.Globalization;
using System.Text.Json;
using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>Custom::PersonalizeCampaign: Name, SolutionVersionArn, MinProvisionedTPS, ItemExplorationConfig.</summary>
internal sealed class CampaignFamily(IAmazonPersonalize personalize) : ResourceFamily(personalize)
{
    /// <inheritdoc/>
    public override async Task<string> UpdateAsync(ResourceRequest request, string arnStem)
    {
        if (request.Changes("Name"))
        {
            return await CreateAsync(request, arnStem);
        }

        if (request.Changes("SolutionVersionArn") || request.Changes("MinProvisionedTPS") || request.Changes("ItemExplorationConfig"))
        {
            await Personalize.UpdateCampaignAsync(new UpdateCampaignRequest
            {
                CampaignArn = request.PhysicalResourceId,
                SolutionVersionArn = request.Property("SolutionVersionArn"),
                MinProvisionedTPS = MinProvisionedTps(request),
                CampaignConfig = Config(request),
            });
        }

        return request.PhysicalResourceId!;
    }

    /// <inheritdoc/>
    public override Task DeleteAsync(string arn) => Personalize.DeleteCampaignAsync(new DeleteCampaignRequest { CampaignArn = arn });

    /// <inheritdoc/>
    public override async Task<ResourceState> DescribeAsync(string arn)
    {
        var campaign = (await Personalize.DescribeCampaignAsync(new DescribeCampaignRequest { CampaignArn = arn })).Campaign;
        var update = campaign.Status == "ACTIVE" ? campaign.LatestCampaignUpdate : null;
        return new ResourceState(
            update?.Status ?? campaign.Status,
            update?.FailureReason ?? campaign.FailureReason,
            new Dictionary<string, string> { ["Arn"] = arn });
    }

    /// <inheritdoc/>
    protected override async Task<string> CreateAsync(ResourceRequest request, List<Tag> tags) =>
        (await Personalize.CreateCampaignAsync(new CreateCampaignRequest
        {
            Name = request.Property("Name"),
            SolutionVersionArn = request.Property("SolutionVersionArn"),
            MinProvisionedTPS = MinProvisionedTps(request),
            CampaignConfig = Config(request),
            Tags = tags,
        })).CampaignArn;

    /// <inheritdoc/>
    protected override Task<string?> FindExistingAsync(ResourceRequest request, string arnStem) =>
        Task.FromResult<string?>($"{arnStem}:campaign/{request.Property("Name")}");

    private static int? MinProvisionedTps(ResourceRequest request) => request.Properties.Text("MinProvisionedTPS") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tps) => tps,
        var text => throw new FunctionException($"MinProvisionedTPS is '{text}'; it must be a whole number."),
    };

    private static CampaignConfig? Config(ResourceRequest request) => request.Properties.Member("ItemExplorationConfig") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } config => new CampaignConfig
        {
            ItemExplorationConfig = config.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToString()),
        },
        _ => throw new FunctionException("ItemExplorationConfig must be an object of names and values."),
    };
}
