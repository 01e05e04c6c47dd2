using System.Management.Automation;
using System.Text.Json;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Costs;

/// <summary>The price file: of the module, or of the user.</summary>
internal sealed record PriceList(string Date, string Source, string Currency, decimal Budget, decimal TrainingHoursPerMillionInteractions)
{
    private const string Default = "default";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Prices by region and by what they are for.</summary>
    public Dictionary<string, Dictionary<string, Price>> Regions { get; init; } = [];

    /// <summary>Where it was read from.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Reads the file given, else that of PERSONALIZEOPS_PRICES, else the module's own.</summary>
    /// <exception cref="PersonalizeException">It is missing or no price file.</exception>
    public static PriceList Load(string? path)
    {
        path ??= Environment.GetEnvironmentVariable("PERSONALIZEOPS_PRICES") is { Length: > 0 } own ? own : OfModule();
        try
        {
            var list = JsonSerializer.Deserialize<PriceList>(File.ReadAllText(path), Options);
            if (list is not { Date: not null, Currency: not null, Regions: { Count: > 0 } regions }
                || regions.Values.SelectMany(prices => prices.Values).Any(price => price is not { Unit: not null, Tiers.Count: > 0, Per: > 0 }))
                throw new JsonException("date, currency or regions are missing, or a price lacks its unit or tiers.");
            list.Path = path;
            return list;
        }
        catch (JsonException error)
        {
            throw new PersonalizeException("InvalidPriceFile", ErrorCategory.InvalidData, $"{path} is no price file: {error.Message}", path,
                $"Begin with a copy of {OfModule()}.", error);
        }
    }

    /// <summary>The price of something in a region, or null when the file has none.</summary>
    public Price? Find(string region, string what) =>
        Regions.GetValueOrDefault(region)?.GetValueOrDefault(what) ?? Regions.GetValueOrDefault(Default)?.GetValueOrDefault(what);

    private static string OfModule() =>
        System.IO.Path.GetFullPath(System.IO.Path.Join(System.IO.Path.GetDirectoryName(typeof(PriceList).Assembly.Location), "..", "PersonalizeOps.Prices.json"));
}
