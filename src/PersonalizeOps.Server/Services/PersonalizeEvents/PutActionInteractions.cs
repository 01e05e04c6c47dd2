using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <content>The operation PutActionInteractions.</content>
internal sealed partial class PersonalizeEventsService
{
    private static readonly string[] ActionMembers = ["USER_ID", "ACTION_ID", "TIMESTAMP", "EVENT_TYPE", "IMPRESSION", "RECOMMENDATION_ID"];

    /// <inheritdoc/>
    public override async Task<PutActionInteractionsResponse> PutActionInteractionsAsync(
        PutActionInteractionsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var datasetArn = database.Read(session => session.Tracking.FindArn(request.TrackingId)) is { } arn && arn.Contains(":dataset/", StringComparison.Ordinal)
            ? arn
            : throw Errors.NotFound($"The tracking id {request.TrackingId} is not that of an Action_Interactions dataset.");
        var target = FindDataset(context, datasetArn, DatasetType.ActionInteractions);
        var reader = new PropertyReader(target.Schema, target.Type);
        await PutAsync(target, [.. request.ActionInteractions.Select((item, i) => Event(item, reader, $"interaction {i + 1}"))]);
        return new PutActionInteractionsResponse();
    }

    private static StreamedEvent Event(ActionInteraction item, PropertyReader reader, string place)
    {
        var values = reader.Read(item.Properties, place);
        Take(values, "ACTION_ID", item.ActionId, place);
        values["USER_ID"] = item.UserId ?? item.SessionId;
        values["TIMESTAMP"] = "0";
        values["EVENT_TYPE"] = ActionEventType.Parse(item.EventType)
            ?? throw Errors.InvalidInput($"The eventType {item.EventType} of {place} is none of Taken, Not Taken, Viewed.");
        Take(values, "RECOMMENDATION_ID", item.RecommendationId, place);
        Take(values, "IMPRESSION", Joined(item.Impression), place);
        reader.Complete(values, place);
        var streamed = new StreamedEvent(
            item.SessionId,
            item.UserId,
            item.ActionId,
            values["EVENT_TYPE"],
            null,
            CheckTime(item.Timestamp, place))
        {
            EventId = item.EventId,
            RecommendationId = item.RecommendationId,
            Impression = values.GetValueOrDefault("IMPRESSION"),
            Properties = Own(values, ActionMembers),
        };
        CheckSize(streamed, place);
        return streamed;
    }
}
