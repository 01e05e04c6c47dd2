namespace PersonalizeOps.Engine.Interactions;

/// <summary>An own column of interactions, such as DEVICE: for every row the number of its text, in the order of the texts.</summary>
internal sealed record MetadataColumn(string Name, Column<int> Codes, IdTable Values)
{
    /// <summary>The number of a value that is not there.</summary>
    public const int Absent = -1;

    private const string NamesSection = "metadata.names";

    public string? GetValue(int row) => Codes.Span[row] is var code and not Absent ? Values.GetString(code) : null;

    public static void Write(SectionFileWriter writer, IReadOnlyList<MetadataColumn> columns)
    {
        if (columns.Count == 0)
        {
            return;
        }

        writer.Add(NamesSection, string.Join('\0', columns.Select(column => column.Name)));
        for (var i = 0; i < columns.Count; i++)
        {
            writer.Add($"metadata.{i}.codes", columns[i].Codes);
            columns[i].Values.Write(writer, $"metadata.{i}");
        }
    }

    public static MetadataColumn[] Read(SectionFile file, int rowCount)
    {
        if (!file.Has(NamesSection))
        {
            return [];
        }

        var names = file.GetText(NamesSection).Split('\0');
        var columns = new MetadataColumn[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            columns[i] = new MetadataColumn(names[i], file.Get<int>($"metadata.{i}.codes"), IdTable.Read(file, $"metadata.{i}"));
            columns[i].Validate(file, rowCount);
        }

        return columns;
    }

    private void Validate(SectionFile file, int rowCount)
    {
        if (Codes.Length != rowCount || (rowCount > 0 && Codes.Span.ContainsAnyExceptInRange(Absent, Values.Count - 1)))
        {
            throw file.Invalid($"its column '{Name}' is inconsistent");
        }
    }
}
