using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Where a catalogue file keeps what; -1 for a column that it lacks.</summary>
internal sealed record CatalogColumns(int Count, int Id, int Title, int Genres, int Year)
{
    public static CatalogColumns Find(CsvReader header, string fileName)
    {
        var names = Enumerable.Range(0, header.FieldCount).Select(i => header.GetString(i).Trim()).ToList();
        var columns = new CatalogColumns(
            names.Count, Index(names, "ITEM_ID", "movieId"), Index(names, "TITLE"), Index(names, "GENRES"), Index(names, "YEAR"));
        if (columns.Id < 0 || columns.Title < 0)
        {
            throw new MovieLensException(
                fileName, 1, $"the header needs ITEM_ID and TITLE, or movieId and title; it has [{string.Join(", ", names)}]");
        }

        return columns;
    }

    private static int Index(List<string> names, params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            var index = names.FindIndex(n => n.Equals(candidate, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
                return index;
        }

        return -1;
    }
}
