using System.Buffers;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Writes the input of batch inference and batch segment jobs: one JSON object per line.</summary>
public static class BatchInput
{
    /// <summary>Appends a line <c>{"userId":"…"}</c> per user.</summary>
    /// <param name="stream">Where the lines go; it stays open.</param>
    /// <param name="userIds">The users, in the order of the lines.</param>
    /// <param name="filterValues">Values for the parameters of the job's filter, by name; null without any.</param>
    /// <exception cref="ArgumentException">A user id is empty.</exception>
    public static void WriteUsers(Stream stream, IEnumerable<string> userIds, IReadOnlyDictionary<string, string>? filterValues = null) =>
        Write(stream, "userId", userIds, null, filterValues);

    /// <summary>Appends a line <c>{"userId":"…","itemList":["…"]}</c> per user, for jobs that rank items.</summary>
    /// <param name="stream">Where the lines go; it stays open.</param>
    /// <param name="userIds">The users, in the order of the lines.</param>
    /// <param name="itemIds">The items to rank.</param>
    /// <param name="filterValues">Values for the parameters of the job's filter, by name; null without any.</param>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public static void WriteRankings(
        Stream stream, IEnumerable<string> userIds, IReadOnlyList<string> itemIds, IReadOnlyDictionary<string, string>? filterValues = null) =>
        Write(stream, "userId", userIds, itemIds, filterValues);

    /// <summary>Appends a line <c>{"itemId":"…"}</c> per item, for jobs of related items and of segments.</summary>
    /// <param name="stream">Where the lines go; it stays open.</param>
    /// <param name="itemIds">The items, in the order of the lines.</param>
    /// <param name="filterValues">Values for the parameters of the job's filter, by name; null without any.</param>
    /// <exception cref="ArgumentException">An item id is empty.</exception>
    public static void WriteItems(Stream stream, IEnumerable<string> itemIds, IReadOnlyDictionary<string, string>? filterValues = null) =>
        Write(stream, "itemId", itemIds, null, filterValues);

    /// <summary>Appends a line <c>{"itemAttributes":"…"}</c> per expression, for jobs of segments by attribute.</summary>
    /// <param name="stream">Where the lines go; it stays open.</param>
    /// <param name="expressions">For example <c>ITEMS.GENRES = "Comedy"</c>, in the order of the lines.</param>
    /// <param name="filterValues">Values for the parameters of the job's filter, by name; null without any.</param>
    /// <exception cref="ArgumentException">An expression is empty.</exception>
    public static void WriteItemAttributes(
        Stream stream, IEnumerable<string> expressions, IReadOnlyDictionary<string, string>? filterValues = null) =>
        Write(stream, "itemAttributes", expressions, null, filterValues);

    private static void Write(
        Stream stream, string property, IEnumerable<string> values, IReadOnlyList<string>? itemIds, IReadOnlyDictionary<string, string>? filterValues)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(values);
        // Not onto the stream: the writer would flush it after each line, a call of the system for each user.
        var line = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(line, BatchJson.Compact);
        foreach (var value in values)
        {
            ArgumentException.ThrowIfNullOrEmpty(value, nameof(values));
            writer.WriteStartObject();
            writer.WriteString(property, value);
            if (itemIds is not null)
                WriteItems(writer, itemIds);
            if (filterValues is { Count: > 0 })
                WriteFilterValues(writer, filterValues);
            writer.WriteEndObject();
            writer.Flush();
            line.Write("\n"u8);
            stream.Write(line.WrittenSpan);
            line.ResetWrittenCount();
            writer.Reset();
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<string> itemIds)
    {
        writer.WriteStartArray("itemList");
        foreach (var item in itemIds)
        {
            ArgumentException.ThrowIfNullOrEmpty(item, nameof(itemIds));
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }

    private static void WriteFilterValues(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> filterValues)
    {
        writer.WriteStartObject("filterValues");
        foreach (var (name, value) in filterValues)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
