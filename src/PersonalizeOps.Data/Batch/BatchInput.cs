using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Writes the input of batch inference jobs: one JSON object per line.</summary>
public static class BatchInput
{
    /// <summary>Appends a line <c>{"userId":"…"}</c> per user.</summary>
    /// <param name="stream">Where the lines go; it is flushed and stays open.</param>
    /// <param name="userIds">The users, in the order of the lines.</param>
    /// <exception cref="ArgumentException">A user id is empty.</exception>
    public static void WriteUsers(Stream stream, IEnumerable<string> userIds) => Write(stream, "userId", userIds);

    /// <summary>Appends a line <c>{"itemId":"…"}</c> per item, for jobs of related items.</summary>
    /// <param name="stream">Where the lines go; it is flushed and stays open.</param>
    /// <param name="itemIds">The items, in the order of the lines.</param>
    /// <exception cref="ArgumentException">An item id is empty.</exception>
    public static void WriteItems(Stream stream, IEnumerable<string> itemIds) => Write(stream, "itemId", itemIds);

    private static void Write(Stream stream, string property, IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(ids);
        using var writer = new Utf8JsonWriter(stream, BatchJson.Compact);
        foreach (var id in ids)
        {
            ArgumentException.ThrowIfNullOrEmpty(id, nameof(ids));
            writer.WriteStartObject();
            writer.WriteString(property, id);
            writer.WriteEndObject();
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writer.Reset();
        }

        stream.Flush();
    }
}
