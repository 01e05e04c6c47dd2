using System.Security.Cryptography;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateEventTracker.</content>
internal sealed partial class PersonalizeService
{
    private const int EventTrackerIdLength = 8;

    /// <inheritdoc/>
    public override Task<CreateEventTrackerResponse> CreateEventTrackerAsync(
        CreateEventTrackerRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = PersonalizeArn.Make(context, $"event-tracker/{RandomNumberGenerator.GetHexString(EventTrackerIdLength, lowercase: true)}");
        var tracker = new EventTracker
        {
            Name = request.Name,
            EventTrackerArn = arn,
            AccountId = context.AccountId,
            TrackingId = Guid.NewGuid().ToString(),
            DatasetGroupArn = request.DatasetGroupArn,
        };
        var resource = new NewResource<EventTracker>(ResourceKind.EventTracker, arn, request.Name, ResourceStatus.CreatePending, tracker);
        Change(session =>
        {
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireInteractionsDataset(session, group);
            RequireFirst(session, group, ResourceKind.EventTracker);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            session.Tracking.Set(tracker.TrackingId, arn);
            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateEventTrackerResponse { EventTrackerArn = arn, TrackingId = tracker.TrackingId });
    }

    private static ResourceRow RequireInteractionsDataset(StateSession session, ResourceRow group) =>
        session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn))
            .FirstOrDefault(dataset => dataset.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal))
        ?? throw Errors.InvalidInput($"The dataset group {group.Arn} has no Interactions dataset. Create one first.");

    /// <summary>Refuses a second resource of a kind of which a dataset group can have one.</summary>
    private static void RequireFirst(StateSession session, ResourceRow group, string kind)
    {
        if (session.Resources.Latest(new ResourceQuery(group.AccountId, group.Region, kind, group.Arn)) is { } other)
        {
            throw Errors.ResourceAlreadyExists(
                $"The dataset group {group.Arn} can have only one {kind.Replace('-', ' ')}: {other.Arn} already exists.");
        }
    }
}
