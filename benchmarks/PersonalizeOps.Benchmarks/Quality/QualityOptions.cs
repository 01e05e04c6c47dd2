using System.Globalization;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>The command line of the quality benchmark.</summary>
internal sealed record QualityOptions(string Folder, IReadOnlyList<string> Recipes, int Threads)
{
    /// <summary>It learns from texts alone, which the protocol does not give.</summary>
    private const string OfTexts = "aws-semantic-similarity";

    private static readonly string[] Types = ["USER_PERSONALIZATION", "POPULAR_ITEMS", "RELATED_ITEMS"];

    /// <summary>Whether histories are cut into short ones first.</summary>
    public bool CutsSessions { get; private init; }

    /// <summary>Of the seeds 1 to 5, how many.</summary>
    public int Seeds { get; private init; } = 5;

    /// <summary>Of the ten folds, how many.</summary>
    public int Folds { get; private init; } = 10;

    public static QualityOptions Parse(string[] args)
    {
        var options = new QualityOptions(
            string.Empty,
            [.. RecipeCatalog.All.Where(recipe => recipe is { CanTrain: true, UseCase: null } && Types.Contains(recipe.Type) && recipe.Name != OfTexts).Select(recipe => recipe.Name)],
            Environment.ProcessorCount);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--data-path" => options with { Folder = value },
                "--recipes" => options with { Recipes = value.Split(',') },
                "--sessions" => options with { CutsSessions = bool.Parse(value) },
                "--seeds" => options with { Seeds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--folds" => options with { Folds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--threads" => options with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        return options.Folder.Length > 0 ? options : options with { Folder = FindMovieLens() };
    }

    private static string FindMovieLens()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "datasets", "ml-latest-small");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        throw new DirectoryNotFoundException("No folder shared/datasets/ml-latest-small above the program: give --data-path.");
    }
}
