using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>The schema that a file follows when none is given: reserved names have the types that Personalize demands, other columns those of
/// their first values.</summary>
internal static class StandardSchema
{
    public const int ProfiledRows = 1000;

    /// <summary>Tells the type of a dataset from the file's name, else from its columns.</summary>
    /// <returns>Null when neither tells.</returns>
    public static DatasetType? TypeOf(string file, IReadOnlyList<string> columns)
    {
        var name = Path.GetFileNameWithoutExtension(file).Replace('-', '_');
        return TypeOfName(name) ?? TypeOfColumns([.. columns.Select(column => column.Trim().ToUpperInvariant())]);
    }

    /// <summary>The type in a file's name, such as <c>items</c>, <c>Interactions_2024</c> or <c>my-users</c>.</summary>
    public static DatasetType? TypeOfName(string name)
    {
        // The longer names first: action interactions are no interactions.
        foreach (var (word, type) in new[]
        {
            ("action_interactions", DatasetType.ActionInteractions), ("actioninteractions", DatasetType.ActionInteractions),
            ("interactions", DatasetType.Interactions), ("items", DatasetType.Items), ("users", DatasetType.Users), ("actions", DatasetType.Actions),
        })
        {
            var words = $"_{name.Replace('-', '_').Replace('.', '_')}_";
            if (words.Contains($"_{word}_", StringComparison.OrdinalIgnoreCase))
                return type;
        }

        return null;
    }

    /// <summary>Makes the schema from the beginning of a file.</summary>
    /// <param name="head">The first bytes; the last record may be cut.</param>
    /// <param name="type">What the file holds.</param>
    public static DatasetSchema Infer(ReadOnlyMemory<byte> head, DatasetType type)
    {
        var (columns, profiles) = Profile(head);
        var rules = SchemaRules.Of(type);
        List<InferredField> fields = [.. rules.Required.Keys.Select(name => SchemaInference.Choose(name, new ColumnProfile(), rules, 0, false))];
        for (var i = 0; i < columns.Length; i++)
        {
            // Required columns are there already; one that differs in case only is told as missing.
            if (rules.Required.Keys.Contains(columns[i].Trim(), StringComparer.OrdinalIgnoreCase))
                continue;
            // A header in another encoding or with another separator is a finding of the check, and no reason to give it up.
            if (!SchemaParser.IsName(columns[i]))
                continue;
            var rows = profiles[i].Values + profiles[i].Empty;
            var chosen = SchemaInference.Choose(columns[i], profiles[i], rules, rows, fields.Any(field => field.Field.Textual));
            // More rows follow than were looked at: any may be empty.
            fields.Add(chosen with { Field = chosen.Field with { Nullable = true } });
        }

        return DatasetSchema.Parse(SchemaInference.ToJson(fields, type));
    }

    /// <summary>The names in the header.</summary>
    public static string[] Columns(ReadOnlyMemory<byte> head) => Profile(head, rows: 0).Columns;

    private static DatasetType? TypeOfColumns(HashSet<string> columns)
    {
        var (user, item, action) = (columns.Contains("USER_ID"), columns.Contains("ITEM_ID"), columns.Contains("ACTION_ID"));
        return (user, item, action) switch
        {
            (true, true, _) => DatasetType.Interactions,
            (true, _, true) => DatasetType.ActionInteractions,
            (true, _, _) => DatasetType.Users,
            (_, true, _) => DatasetType.Items,
            (_, _, true) => DatasetType.Actions,
            _ => null,
        };
    }

    private static (string[] Columns, ColumnProfile[] Profiles) Profile(ReadOnlyMemory<byte> head, int rows = ProfiledRows)
    {
        var options = CsvFormat.Strict(int.MaxValue) with { MalformedData = CsvMalformedDataHandling.Skip };
        using var csv = CsvReader.Create(head, options);
        if (!csv.Read())
            return ([], []);
        var columns = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).Distinct(StringComparer.Ordinal).ToArray();
        var positions = columns.Select(name => Enumerable.Range(0, csv.FieldCount).First(i => csv.GetString(i) == name)).ToArray();
        var profiles = columns.Select(_ => new ColumnProfile()).ToArray();
        var width = csv.FieldCount;
        while (rows-- > 0 && csv.Read())
        {
            for (var i = 0; csv.FieldCount == width && i < columns.Length; i++)
                profiles[i].Add(csv.GetString(positions[i]));
        }

        return (columns, profiles);
    }
}
