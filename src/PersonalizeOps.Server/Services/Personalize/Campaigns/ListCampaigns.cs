using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListCampaigns.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListCampaignsResponse> ListCampaignsAsync(
        ListCampaignsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListCampaigns",
            ResourceKind.Campaign,
            request.MaxResults,
            request.NextToken,
            request.SolutionArn,
            ResourceKind.Solution);
        var (items, nextToken) = List<CampaignSummary>(context, call);
        return Task.FromResult(new ListCampaignsResponse { Campaigns = items, NextToken = nextToken });
    }
}
