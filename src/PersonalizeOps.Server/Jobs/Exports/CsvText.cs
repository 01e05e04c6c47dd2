using System.Buffers;

namespace PersonalizeOps.Server.Jobs.Exports;

/// <summary>Writes cells of CSV as imports read them: RFC 4180, in datasets with prose with a backslash before quotes and backslashes.</summary>
/// <param name="writer">Gets the text.</param>
/// <param name="hasProse">Whether the dataset has a textual field.</param>
internal sealed class CsvText(TextWriter writer, bool hasProse)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n\\");

    private bool _isInRow;

    /// <summary>Writes a cell.</summary>
    /// <param name="value">The value; null for an empty cell.</param>
    public void Write(string? value)
    {
        if (_isInRow)
        {
            writer.Write(',');
        }

        _isInRow = true;
        if (value is null || !value.AsSpan().ContainsAny(Special))
        {
            writer.Write(value);
            return;
        }

        writer.Write('"');
        writer.Write(hasProse
            ? value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            : value.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        writer.Write('\n');
        _isInRow = false;
    }
}
