using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>What Put operations added to datasets.</summary>
internal sealed class StreamRepository(StateSession session)
{
    private const string EventColumns =
        """
        e.session_id, e.user_id, e.item_id, e.event_type, e.event_value, e.sent_ms,
        e.position, e.event_id, e.recommendation_id, e.impression, e.source, e.properties
        """;

    /// <summary>Adds events. One whose event id is known, or that is alike in all but the event id, is left out.</summary>
    /// <param name="datasetArn">The dataset, which must exist.</param>
    /// <param name="events">The events.</param>
    /// <returns>The position of the newest event of all datasets.</returns>
    public long AddEvents(string datasetArn, IEnumerable<StreamedEvent> events)
    {
        var stream = Touch(datasetArn);
        foreach (var item in events)
        {
            Add(stream, item);
        }

        return NewestPosition();
    }

    /// <summary>Stores records, each in place of the one with its id.</summary>
    /// <param name="datasetArn">The dataset, which must exist.</param>
    /// <param name="records">The records.</param>
    public void PutRecords(string datasetArn, IEnumerable<StreamedRecord> records)
    {
        var stream = Touch(datasetArn);
        foreach (var record in records)
        {
            session.Execute(
                """
                INSERT INTO streamed_record (stream_id, record_id, properties) VALUES ($stream, $id, $properties)
                ON CONFLICT (stream_id, record_id) DO UPDATE SET properties = excluded.properties
                """,
                ("$stream", stream),
                ("$id", record.Id),
                ("$properties", record.Properties));
        }
    }

    /// <summary>Gives the position of the newest event.</summary>
    /// <returns>The position; 0 when there is none.</returns>
    public long NewestPosition() => session.Scalar("SELECT coalesce(max(position), 0) FROM streamed_event");

    /// <summary>Gives the position of the newest event of a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The position; 0 when there is none.</returns>
    public long NewestPosition(string datasetArn) => Find(datasetArn) is { } stream
        ? session.Scalar("SELECT coalesce(max(position), 0) FROM streamed_event WHERE stream_id = $stream", ("$stream", stream))
        : 0;

    /// <summary>Tells whether a dataset has events of a type.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="eventType">The type.</param>
    /// <returns>True when it has.</returns>
    public bool HasEventType(string datasetArn, string eventType) => Find(datasetArn) is { } stream && session.Scalar(
        "SELECT EXISTS (SELECT 1 FROM streamed_event WHERE stream_id = $stream AND event_type = $type)",
        ("$stream", stream),
        ("$type", eventType)) != 0;

    /// <summary>Lists the types of the events of a dataset, going from one to the next in the index.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The types.</returns>
    public IReadOnlyList<string> EventTypes(string datasetArn) => Find(datasetArn) is { } stream
        ? session.Query(
            """
            WITH RECURSIVE type (name) AS (
                SELECT min(event_type) FROM streamed_event WHERE stream_id = $stream
                UNION ALL
                SELECT (SELECT min(event_type) FROM streamed_event WHERE stream_id = $stream AND event_type > name) FROM type WHERE name IS NOT NULL)
            SELECT name FROM type WHERE name IS NOT NULL
            """,
            reader => reader.GetString(0),
            ("$stream", stream))
        : [];

    /// <summary>Counts the changes to what was streamed into a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The number; 0 when nothing was ever streamed.</returns>
    public long Changes(string datasetArn) => session.Query(
        "SELECT changes FROM stream WHERE dataset_arn = $arn",
        reader => reader.GetInt64(0),
        ("$arn", datasetArn)).SingleOrDefault();

    /// <summary>Reads the events of a dataset in the order of their arrival. The user of an anonymous event is that of its session, if known.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="after">Only events after this position; 0 for all.</param>
    /// <param name="upTo">Only events up to this position.</param>
    /// <param name="take">Gets each event.</param>
    public void ReadEvents(string datasetArn, long after, long upTo, Action<StreamedEvent> take)
    {
        if (Find(datasetArn) is { } stream)
        {
            session.ForEach(
                $"""
                SELECT {EventColumns}, coalesce(e.user_id, (
                    SELECT l.user_id FROM streamed_event l
                    WHERE l.stream_id = e.stream_id AND l.session_id = e.session_id AND l.user_id IS NOT NULL AND l.position <= $upTo
                    ORDER BY l.position DESC LIMIT 1))
                FROM streamed_event e WHERE e.stream_id = $stream AND e.position > $after AND e.position <= $upTo ORDER BY e.position
                """,
                reader => take(ReadEvent(reader) with { UserId = Text(reader, 12) }),
                ("$stream", stream),
                ("$after", after),
                ("$upTo", upTo));
        }
    }

    /// <summary>Finds the newest events of a user, or of a session while it is anonymous.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="userId">The user's or the session's id.</param>
    /// <param name="after">Only events after this position.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>The events, those that arrived last first.</returns>
    public IReadOnlyList<StreamedEvent> EventsOf(string datasetArn, string userId, long after, int count) => Find(datasetArn) is { } stream
        ? session.Query(
            $"""
            SELECT * FROM (
                SELECT {EventColumns} FROM streamed_event e
                WHERE e.stream_id = $stream AND e.user_id = $user AND e.position > $after
                UNION ALL
                SELECT {EventColumns} FROM streamed_event e
                WHERE e.stream_id = $stream AND e.session_id = $user AND e.user_id IS NULL AND e.position > $after)
            ORDER BY position DESC LIMIT $count
            """,
            ReadEvent,
            ("$stream", stream),
            ("$user", userId),
            ("$after", after),
            ("$count", count))
        : [];

    /// <summary>Reads the records of a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="take">Gets each record.</param>
    public void ReadRecords(string datasetArn, Action<StreamedRecord> take)
    {
        if (Find(datasetArn) is { } stream)
        {
            session.ForEach(
                "SELECT record_id, properties FROM streamed_record WHERE stream_id = $stream ORDER BY record_id",
                reader => take(new StreamedRecord(reader.GetString(0), reader.GetString(1))),
                ("$stream", stream));
        }
    }

    /// <summary>Removes what users did, in sessions before they were known as well, and their records.</summary>
    /// <param name="datasetArn">A dataset of interactions or users.</param>
    /// <param name="userIds">The users.</param>
    /// <returns>How many events and records were removed.</returns>
    public long RemoveUsers(string datasetArn, IReadOnlyCollection<string> userIds)
    {
        if (!HasRows(datasetArn))
        {
            return 0;
        }

        var stream = Touch(datasetArn);
        var isOfUsers = datasetArn.EndsWith("/USERS", StringComparison.Ordinal);
        return userIds.Sum(userId => (long)(isOfUsers ? RemoveRecord(stream, userId) : RemoveEvents(stream, userId)));
    }

    /// <summary>Finds a record.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="id">The record's id.</param>
    /// <returns>The record, or null.</returns>
    public StreamedRecord? FindRecord(string datasetArn, string id) => Find(datasetArn) is { } stream
        ? session.Query(
            "SELECT record_id, properties FROM streamed_record WHERE stream_id = $stream AND record_id = $id",
            reader => new StreamedRecord(reader.GetString(0), reader.GetString(1)),
            ("$stream", stream),
            ("$id", id)).SingleOrDefault()
        : null;

    /// <summary>Tells whether a dataset has events or records.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>True when it has.</returns>
    public bool HasRows(string datasetArn) => Find(datasetArn) is { } stream && session.Scalar(
        """
        SELECT EXISTS (SELECT 1 FROM streamed_event WHERE stream_id = $stream)
            OR EXISTS (SELECT 1 FROM streamed_record WHERE stream_id = $stream)
        """,
        ("$stream", stream)) != 0;

    private long? Find(string datasetArn) => session.Query(
        "SELECT id FROM stream WHERE dataset_arn = $arn",
        reader => (long?)reader.GetInt64(0),
        ("$arn", datasetArn)).SingleOrDefault();

    private long Touch(string datasetArn) => session.Query(
        """
        INSERT INTO stream (dataset_arn, changes) VALUES ($arn, 1)
        ON CONFLICT (dataset_arn) DO UPDATE SET changes = changes + 1 RETURNING id
        """,
        reader => reader.GetInt64(0),
        ("$arn", datasetArn)).Single();

    private int RemoveRecord(long stream, string id) => session.Execute(
        "DELETE FROM streamed_record WHERE stream_id = $stream AND record_id = $id",
        ("$stream", stream),
        ("$id", id));

    private int RemoveEvents(long stream, string userId) => session.Execute(
        """
        DELETE FROM streamed_event WHERE stream_id = $stream AND user_id IS NULL AND (session_id = $user OR session_id IN (
            SELECT session_id FROM streamed_event WHERE stream_id = $stream AND user_id = $user))
        """,
        ("$stream", stream),
        ("$user", userId)) + session.Execute(
        "DELETE FROM streamed_event WHERE stream_id = $stream AND user_id = $user",
        ("$stream", stream),
        ("$user", userId));

    private void Add(long stream, StreamedEvent item) => session.Execute(
        """
        INSERT INTO streamed_event (stream_id, session_id, user_id, item_id, event_type, event_value, sent_ms,
            event_id, recommendation_id, impression, source, properties, digest)
        VALUES ($stream, $session, $user, $item, $type, $value, $sent, $id, $recommendation, $impression, $source, $properties, $digest)
        ON CONFLICT DO NOTHING
        """,
        ("$stream", stream),
        ("$session", item.SessionId),
        ("$user", item.UserId),
        ("$item", item.ItemId),
        ("$type", item.EventType),
        ("$value", item.EventValue),
        ("$sent", item.SentAt.ToUnixTimeMilliseconds()),
        ("$id", item.EventId),
        ("$recommendation", item.RecommendationId),
        ("$impression", item.Impression),
        ("$source", item.AttributionSource),
        ("$properties", item.Properties),
        ("$digest", Digest(item)));

    private static byte[] Digest(StreamedEvent item)
    {
        // Lengths keep apart what would otherwise run together.
        var all = new StringBuilder();
        foreach (var part in new[]
        {
            item.SessionId,
            item.UserId,
            item.ItemId,
            item.EventType,
            item.EventValue?.ToString("R", CultureInfo.InvariantCulture),
            item.SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            item.RecommendationId,
            item.Impression,
            item.AttributionSource,
            item.Properties,
        })
        {
            all.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()))[..16];
    }

    private static StreamedEvent ReadEvent(SqliteDataReader reader) => new(
        reader.GetString(0),
        Text(reader, 1),
        reader.GetString(2),
        reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetFloat(4),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)))
    {
        Position = reader.GetInt64(6),
        EventId = Text(reader, 7),
        RecommendationId = Text(reader, 8),
        Impression = Text(reader, 9),
        AttributionSource = Text(reader, 10),
        Properties = Text(reader, 11),
    };

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
