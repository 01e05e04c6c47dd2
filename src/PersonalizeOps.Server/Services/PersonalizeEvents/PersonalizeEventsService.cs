using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Services.Personalize;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <summary>The rules of Personalize's event operations: one operation a file; here what they share.</summary>
/// <remarks>An operation answers when its rows are on the disk. Calls at the same time share one flush.</remarks>
internal sealed partial class PersonalizeEventsService(
    Database database,
    GroupCommit commits,
    RecentEvents recent,
    DatasetEventTypes eventTypes) : PersonalizeEventsContract
{
    private const int MaximumEventBytes = 10 * 1024;
    private const long FirstImplausibleSecond = 100_000_000_000;

    /// <summary>Finds a dataset that takes records.</summary>
    private StreamTarget FindDataset(CallContext context, string datasetArn, DatasetType type)
    {
        PersonalizeArn.Require(datasetArn, ResourceKind.Dataset);
        return database.Read(session =>
        {
            var row = session.Resources.Find(datasetArn);
            if (row is null || !PersonalizeArn.IsOf(context, datasetArn))
            {
                throw Errors.ResourceNotFound(datasetArn);
            }

            var dataset = ResourceDocument.Read<Dataset>(row);
            if (DatasetTypes.Parse(dataset.DatasetType) != type)
            {
                throw Errors.InvalidInput($"The dataset {datasetArn} is of type {dataset.DatasetType}, not {type.ToApi()}.");
            }

            var isUpdating = dataset.LatestDatasetUpdate is { } update && ResourceStatus.InMotion(update.Status);
            return row.Status == ResourceStatus.Active && !isUpdating
                ? Target(session, dataset, type)
                : throw Errors.ResourceInUse($"{datasetArn} is {(isUpdating ? "being updated" : $"in {row.Status} state")}; it must be ACTIVE.");
        });
    }

    private static StreamTarget Target(StateSession session, Dataset dataset, DatasetType type)
    {
        var schema = ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(session.Resources.Find(dataset.SchemaArn)!);
        return new StreamTarget(dataset.DatasetArn, Data.DatasetSchema.Parse(schema.Schema), type);
    }

    private Task PutAsync(StreamTarget target, IReadOnlyList<(string Id, string? Properties)> records)
    {
        var reader = new PropertyReader(target.Schema, target.Type);
        var rows = records
            .Select((record, i) => new StreamedRecord(record.Id, PropertiesJson.Write(reader.Read(record.Properties, $"record {i + 1} ({record.Id})"))))
            .ToList();
        return commits.WriteAsync(session =>
        {
            RequireActive(session, target.DatasetArn);
            session.Streams.PutRecords(target.DatasetArn, rows);
        });
    }

    private async Task PutAsync(StreamTarget target, IReadOnlyList<StreamedEvent> events)
    {
        var position = 0L;
        await commits.WriteAsync(session =>
        {
            RequireActive(session, target.DatasetArn);
            RequireRoomForTypes(session, target.DatasetArn, events);
            position = session.Streams.AddEvents(target.DatasetArn, events);
        });
        recent.Note(target.DatasetArn, position, events);
    }

    // Events are accepted only if they can be trained on.
    private void RequireRoomForTypes(StateSession session, string datasetArn, IReadOnlyList<StreamedEvent> events)
    {
        var excess = eventTypes.FindExcess(session, datasetArn, [.. events.Select(item => item.EventType)]);
        if (excess >= 0)
        {
            throw Errors.InvalidInput(
                $"event {excess + 1} has the eventType {events[excess].EventType}: with it {datasetArn} would have more than "
                + $"{DatasetEventTypes.Maximum} different event types. Use one of those it has, and tell the difference by a property.");
        }
    }

    // It may have gone since it was looked at.
    private static void RequireActive(StateSession session, string datasetArn)
    {
        if (session.Resources.Find(datasetArn) is not { Status: ResourceStatus.Active })
        {
            throw Errors.ResourceInUse($"{datasetArn} is being deleted.");
        }
    }

    private static void CheckSize(StreamedEvent item, string place)
    {
        var bytes = new[] { item.SessionId, item.UserId, item.ItemId, item.EventType, item.EventId, item.Impression, item.AttributionSource, item.Properties }
            .Sum(text => text is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(text));
        if (bytes > MaximumEventBytes)
        {
            throw Errors.InvalidInput($"{place} has {bytes} bytes; an event may have at most {MaximumEventBytes}.");
        }
    }

    private static DateTimeOffset CheckTime(DateTime? time, string place)
    {
        var at = new DateTimeOffset(DateTime.SpecifyKind(time!.Value, DateTimeKind.Utc));
        return at.ToUnixTimeSeconds() is >= 0 and < FirstImplausibleSecond
            ? at
            : throw Errors.InvalidInput($"The time of {place} is out of range; give Unix epoch seconds.");
    }
}
