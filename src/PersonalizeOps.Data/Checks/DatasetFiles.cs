namespace PersonalizeOps.Data;

/// <summary>The files of one dataset, which an import takes together.</summary>
/// <param name="Files">At least one.</param>
/// <param name="Ids">The ids of all; null when nothing of a file could be read.</param>
internal sealed record DatasetFiles(IReadOnlyList<CheckedDataset> Files, DatasetIds? Ids)
{
    /// <summary>The file that is told what concerns all.</summary>
    public CheckedDataset First => Files[0];

    /// <summary>What they are called together.</summary>
    public string Name => Files.Count == 1 ? First.File : $"{First.File} and {Files.Count - 1} more";

    /// <summary>The files of a type; null when there is none.</summary>
    public static DatasetFiles? Of(IEnumerable<CheckedDataset> datasets, DatasetType type)
    {
        List<CheckedDataset> files = [.. datasets.Where(dataset => dataset.Type == type)];
        return files switch
        {
            [] => null,
            [var one] => new DatasetFiles(files, one.Ids),
            _ => new DatasetFiles(files, Join([.. files.Select(file => file.Ids)])),
        };
    }

    private static DatasetIds? Join(IReadOnlyList<DatasetIds?> parts)
    {
        if (parts.Contains(null))
            return null;
        var joined = new DatasetIds(new CompactTable(), new CompactTable(), parts[0]!.MaximumRows);
        foreach (var part in parts)
        {
            joined.Users.Add(part!.Users);
            joined.Items.Add(part.Items);
        }

        return joined;
    }
}
