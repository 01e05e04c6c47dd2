using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeCampaign.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeCampaignResponse> DescribeCampaignAsync(
        DescribeCampaignRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeCampaignResponse
        {
            Campaign = Describe<Campaign>(context, request.CampaignArn, ResourceKind.Campaign),
        });
}
