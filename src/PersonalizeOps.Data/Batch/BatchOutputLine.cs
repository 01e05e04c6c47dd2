using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>A line of the output of a batch inference job.</summary>
/// <param name="UserId">The user of the input, if it named one.</param>
/// <param name="ItemId">The item of the input, if it named one.</param>
/// <param name="RecommendedItems">The recommended items, best first; empty if the line failed.</param>
/// <param name="Scores">A score per item; null for recipes without scores and for failed lines.</param>
/// <param name="Error">Why the line failed; null if it did not.</param>
public sealed record BatchOutputLine(
    string? UserId, string? ItemId, IReadOnlyList<string> RecommendedItems, IReadOnlyList<double>? Scores, string? Error)
{
    /// <summary>Writes the line and a line break in the service's compact format.</summary>
    /// <param name="stream">Where the line goes; the stream stays open and is not flushed.</param>
    /// <param name="rawInputJson">What to echo as the input; null to build it from <see cref="UserId"/> and <see cref="ItemId"/>.</param>
    public void WriteTo(Stream stream, string? rawInputJson = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, BatchJson.Compact))
            WriteTo(writer, rawInputJson);

        buffer.Write("\n"u8);
        stream.Write(buffer.WrittenSpan);
    }

    /// <summary>Writes the line as one JSON object in the service's format: scores have up to 7 decimals.</summary>
    /// <param name="writer">Where the object goes.</param>
    /// <param name="rawInputJson">What to echo as the input; null to build it from <see cref="UserId"/> and <see cref="ItemId"/>.</param>
    public void WriteTo(Utf8JsonWriter writer, string? rawInputJson = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteInput(writer, rawInputJson);
        writer.WriteStartObject("output");
        writer.WriteStartArray("recommendedItems");
        foreach (var item in RecommendedItems)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
        if (Scores is not null)
            WriteScores(writer, Scores);
        writer.WriteEndObject();
        writer.WriteString("error", Error);
        writer.WriteEndObject();
    }

    private void WriteInput(Utf8JsonWriter writer, string? rawInputJson)
    {
        writer.WritePropertyName("input");
        if (rawInputJson is not null)
        {
            writer.WriteRawValue(rawInputJson);
            return;
        }

        writer.WriteStartObject();
        if (UserId is not null)
            writer.WriteString("userId", UserId);
        if (ItemId is not null)
            writer.WriteString("itemId", ItemId);
        writer.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter writer, IReadOnlyList<double> scores)
    {
        writer.WriteStartArray("scores");
        foreach (var score in scores)
            writer.WriteRawValue(FormatScore(score));
        writer.WriteEndArray();
    }

    private static string FormatScore(double score)
    {
        if (!double.IsFinite(score))
            throw new InvalidOperationException("A score must be a finite number.");

        // Seven decimals would make small scores equal; the service writes those in scientific notation.
        var format = score != 0 && Math.Abs(score) < 0.001 ? "0.######E-0" : "0.#######";
        return score.ToString(format, CultureInfo.InvariantCulture);
    }
}
