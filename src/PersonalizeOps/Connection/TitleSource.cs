using PersonalizeOps.Data;

namespace PersonalizeOps.Connection;

/// <summary>The films of one source: a file, or all CSV files of a folder on S3.</summary>
internal sealed class TitleSource(IReadOnlyList<MovieCatalog> catalogs)
{
    /// <summary>No titles are known.</summary>
    public static TitleSource Empty { get; } = new([]);

    /// <summary>The catalogue for functions that take one; the first that has the film wins in <see cref="Find"/>.</summary>
    public MovieCatalog? Catalog => catalogs.Count == 0 ? null : catalogs[0];

    public Movie? Find(string itemId)
    {
        foreach (var catalog in catalogs)
            if (catalog.Find(itemId) is { } movie)
                return movie;
        return null;
    }
}
