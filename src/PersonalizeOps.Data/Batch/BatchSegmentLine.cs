using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>A line of the output of a batch segment job.</summary>
/// <param name="ItemId">The item of the input, if it named one.</param>
/// <param name="ItemAttributes">The attributes of the input, if it gave some.</param>
/// <param name="Users">The users, most likely first; empty if the line failed.</param>
/// <param name="Error">Why the line failed; null if it did not.</param>
public sealed record BatchSegmentLine(string? ItemId, string? ItemAttributes, IReadOnlyList<string> Users, string? Error)
{
    private const int FlushEvery = 1000;

    /// <summary>Writes the line and a line break as the service does, with a blank after colons and between the members of the line.</summary>
    /// <param name="stream">Where the line goes; the stream stays open.</param>
    /// <param name="rawInputJson">What to echo as the input; null to build it from <see cref="ItemId"/> and <see cref="ItemAttributes"/>.</param>
    public void WriteTo(Stream stream, string? rawInputJson = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.Write($"{{\"input\": {rawInputJson ?? InputJson()}, \"output\": {{\"usersList\": ");
        writer.Flush();
        WriteUsers(stream);
        writer.WriteLine($"}}, \"error\": {(Error is null ? "null" : Text(Error))}}}");
    }

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, BatchJson.Compact.Encoder)}\"";

    private string InputJson() =>
        ItemAttributes is not null ? $"{{\"itemAttributes\": {Text(ItemAttributes)}}}" : $"{{\"itemId\": {Text(ItemId ?? "")}}}";

    // A segment may hold five million users.
    private void WriteUsers(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, BatchJson.Compact);
        writer.WriteStartArray();
        for (var i = 0; i < Users.Count; i++)
        {
            writer.WriteStringValue(Users[i]);
            if (i % FlushEvery == FlushEvery - 1)
                writer.Flush();
        }

        writer.WriteEndArray();
    }
}
