using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteCampaign.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteCampaignResponse> DeleteCampaignAsync(
        DeleteCampaignRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = Find(session, context, request.CampaignArn, ResourceKind.Campaign);
            RequireNoCampaignUpdate(row);
            BeginDelete(session, row);
        });
        return Task.FromResult(new DeleteCampaignResponse());
    }
}
