using System.Globalization;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <content>The operation PutEvents.</content>
internal sealed partial class PersonalizeEventsService
{
    // What an event carries beside its properties.
    private static readonly string[] EventMembers =
        ["USER_ID", "ITEM_ID", "TIMESTAMP", "EVENT_TYPE", "EVENT_VALUE", "IMPRESSION", "RECOMMENDATION_ID", "EVENT_ATTRIBUTION_SOURCE"];

    /// <inheritdoc/>
    public override async Task<PutEventsResponse> PutEventsAsync(
        PutEventsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var target = FindTracker(context, request.TrackingId);
        var reader = new PropertyReader(target.Schema, target.Type);
        await PutAsync(target, [.. request.EventList.Select((item, i) => Event(request, item, reader, $"event {i + 1}"))]);
        return new PutEventsResponse();
    }

    private StreamTarget FindTracker(CallContext context, string trackingId) => database.Read(session =>
    {
        var arn = session.Tracking.FindArn(trackingId);
        var row = arn is null ? null : session.Resources.Find(arn);
        if (row is not { Kind: ResourceKind.EventTracker } || row.Region != context.Region || row.AccountId != context.AccountId)
        {
            throw Errors.InvalidInput($"The tracking id {trackingId} is not that of an event tracker.");
        }

        if (row.Status != ResourceStatus.Active)
        {
            throw Errors.InvalidInput($"The event tracker {row.Arn} is in {row.Status} state; it must be ACTIVE.");
        }

        var groupArn = ResourceDocument.Read<EventTracker>(row).DatasetGroupArn;
        var dataset = session.Resources.All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.Dataset, groupArn))
            .FirstOrDefault(dataset => dataset.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal));
        return dataset is { Status: ResourceStatus.Active }
            ? Target(session, ResourceDocument.Read<Dataset>(dataset), DatasetType.Interactions)
            : throw Errors.InvalidInput($"The dataset group {groupArn} has no ACTIVE Interactions dataset.");
    });

    private static StreamedEvent Event(PutEventsRequest request, Event item, PropertyReader reader, string place)
    {
        var values = reader.Read(item.Properties, place);
        Take(values, "ITEM_ID", item.ItemId, place);
        var itemId = values.GetValueOrDefault("ITEM_ID") ?? throw Errors.InvalidInput($"{place} lacks the itemId.");
        if (item.EventValue is { } given && !float.IsFinite(given))
        {
            throw Errors.InvalidInput($"The eventValue of {place} must be a number.");
        }

        // No training could take it.
        if (item.EventType.Contains('\0'))
        {
            throw Errors.InvalidInput($"The eventType of {place} holds a zero character.");
        }

        Take(values, "EVENT_VALUE", item.EventValue?.ToString("R", CultureInfo.InvariantCulture), place);
        Take(values, "EVENT_ATTRIBUTION_SOURCE", item.MetricAttribution?.EventAttributionSource, place);
        values["USER_ID"] = request.UserId ?? request.SessionId;
        values["TIMESTAMP"] = "0";
        values["EVENT_TYPE"] = item.EventType;
        Take(values, "RECOMMENDATION_ID", item.RecommendationId, place);
        Take(values, "IMPRESSION", Joined(item.Impression), place);
        reader.Complete(values, place);
        var streamed = new StreamedEvent(
            request.SessionId,
            request.UserId,
            itemId,
            item.EventType,
            values.TryGetValue("EVENT_VALUE", out var value) ? float.Parse(value, CultureInfo.InvariantCulture) : null,
            CheckTime(item.SentAt, place))
        {
            EventId = item.EventId,
            RecommendationId = item.RecommendationId,
            Impression = values.GetValueOrDefault("IMPRESSION"),
            AttributionSource = values.GetValueOrDefault("EVENT_ATTRIBUTION_SOURCE"),
            Properties = Own(values, EventMembers),
        };
        CheckSize(streamed, place);
        return streamed;
    }

    private static string? Joined(List<string>? shown) => shown is { Count: > 0 } ? string.Join('|', shown) : null;

    private static string? Own(Dictionary<string, string> values, string[] members)
    {
        var own = values.Where(entry => !members.Contains(entry.Key)).ToDictionary();
        return own.Count == 0 ? null : PropertiesJson.Write(own);
    }

    // Early clients gave item and value among the properties.
    private static void Take(Dictionary<string, string> values, string name, string? member, string place)
    {
        if (member is not null && !values.TryAdd(name, member))
        {
            throw Errors.InvalidInput($"{place} gives {name} both as a member and among the properties.");
        }
    }
}
