using System.Globalization;
using System.Text;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Tests.TestData;

/// <summary>The small MovieLens set, if it lies in a folder shared/datasets beside or above the build.</summary>
internal static class MovieLens
{
    private static readonly Lazy<InteractionStore?> Loaded = new(Load);
    private static readonly Lazy<ItemTable> LoadedItems = new(LoadItems);

    public const int CatalogueSize = 9742;

    public static InteractionStore Store
    {
        get
        {
            if (Loaded.Value is null)
            {
                Assert.Skip("shared/datasets/ml-latest-small was not found above the test's folder.");
            }

            return Loaded.Value!;
        }
    }

    /// <summary>The genres of the films.</summary>
    public static ItemTable Items => LoadedItems.Value;

    private static ItemTable LoadItems()
    {
        var items = new ItemTableBuilder(["GENRES"]);
        foreach (var line in File.ReadLines(Find("movies.csv")!).Skip(1))
        {
            items.Add(line[..line.IndexOf(',', StringComparison.Ordinal)], [line[(line.LastIndexOf(',') + 1)..]]);
        }

        return items.Build();
    }

    private static InteractionStore? Load() => Find("ratings.csv") is { } path ? Read(path) : null;

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "datasets", "ml-latest-small", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static InteractionStore Read(string path)
    {
        var builder = new InteractionStoreBuilder();
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            builder.Add(
                Encoding.UTF8.GetBytes(fields[0]),
                Encoding.UTF8.GetBytes(fields[1]),
                long.Parse(fields[3], CultureInfo.InvariantCulture),
                "rating"u8,
                float.Parse(fields[2], CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }
}
