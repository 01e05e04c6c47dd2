using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>A kind of resource that CloudFormation lacks.</summary>
internal abstract class ResourceFamily(IAmazonPersonalize personalize)
{
    /// <summary>The tag that remembers which request made a resource, so that a repeated delivery finds its own.</summary>
    private const string RequestTag = "personalizeops-request";

    /// <summary>Gets the service.</summary>
    protected IAmazonPersonalize Personalize { get; } = personalize;

    /// <summary>Finds the family of a custom resource's type.</summary>
    /// <exception cref="FunctionException">There is none.</exception>
    public static ResourceFamily Of(string resourceType, IAmazonPersonalize personalize) => resourceType switch
    {
        "Custom::PersonalizeCampaign" => new CampaignFamily(personalize),
        "Custom::PersonalizeFilter" => new FilterFamily(personalize),
        "Custom::PersonalizeEventTracker" => new EventTrackerFamily(personalize),
        _ => throw new FunctionException(
            $"The resource type {resourceType} is not known; use Custom::PersonalizeCampaign, Custom::PersonalizeFilter or Custom::PersonalizeEventTracker."),
    };

    /// <summary>Creates the resource, or finds what an earlier delivery of the same request created.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateAsync(ResourceRequest request, string arnStem)
    {
        List<Tag> tags = [new Tag { TagKey = RequestTag, TagValue = request.RequestId }];
        try
        {
            return await CreateAsync(request, tags);
        }
        catch (ResourceAlreadyExistsException exception)
        {
            var arn = await FindExistingAsync(request, arnStem);
            return arn is not null && await IsOwnAsync(arn, request.RequestId)
                ? arn
                : throw new FunctionException($"{exception.Message} It was not made by this stack; choose another name or delete it.", exception);
        }
    }

    /// <summary>Changes the resource in place; an ARN other than the present one makes CloudFormation replace it.</summary>
    public abstract Task<string> UpdateAsync(ResourceRequest request, string arnStem);

    /// <summary>Begins the deletion; a resource that is gone is fine.</summary>
    public abstract Task DeleteAsync(string arn);

    /// <summary>Tells how far the resource is.</summary>
    public abstract Task<ResourceState> DescribeAsync(string arn);

    /// <summary>Creates the resource.</summary>
    protected abstract Task<string> CreateAsync(ResourceRequest request, List<Tag> tags);

    /// <summary>Finds the ARN of the resource that stands in the way of a creation.</summary>
    protected abstract Task<string?> FindExistingAsync(ResourceRequest request, string arnStem);

    private async Task<bool> IsOwnAsync(string arn, string requestId)
    {
        var response = await Personalize.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn });
        return response.Tags?.Any(tag => tag.TagKey == RequestTag && tag.TagValue == requestId) == true;
    }
}
