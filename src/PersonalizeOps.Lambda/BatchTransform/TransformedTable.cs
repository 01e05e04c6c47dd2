using System.Text.Json;
using PersonalizeOps.Data;

namespace PersonalizeOps.Lambda.BatchTransform;

/// <summary>A table that was written.</summary>
internal sealed record TransformedTable(string Uri, RecommendationTableCounts Counts)
{
    /// <summary>Writes the table's place and counts.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", Uri);
        writer.WriteNumber("lines", Counts.Lines);
        writer.WriteNumber("rows", Counts.Rows);
        writer.WriteNumber("errors", Counts.Errors);
        writer.WriteEndObject();
    }
}
