using System.Globalization;
using PersonalizeOps.Records;

namespace PersonalizeOps.Costs;

/// <summary>Makes lines of quantities, by the rules of the service's bill.</summary>
internal sealed class CostCalculator(PriceList prices, string region)
{
    /// <summary>The hours of a month, as AWS counts them.</summary>
    public const decimal HoursOfMonth = 730;

    private const decimal SecondsOfHour = 3600;
    private const decimal BytesOfGigabyte = 1e9m;
    private const string NoPrice = " The price file has no price for it; add one to your own copy.";

    /// <summary>The price file.</summary>
    public PriceList Prices => prices;

    /// <summary>Whether a recipe is billed by interactions and requests in place of hours.</summary>
    public static bool IsV2(string? recipe) => recipe?.EndsWith("-v2", StringComparison.Ordinal) ?? false;

    public CostItem Import(string? resource, long? bytes, string basis) =>
        Line("Import", "import", resource, bytes is null ? null : bytes / BytesOfGigabyte, basis);

    /// <summary>A training of a recipe that is billed by the hour.</summary>
    public CostItem TrainingByHour(string? resource, decimal? hours, string basis) => Line("Training", "training", resource, hours, basis);

    /// <summary>A training of a v2 recipe.</summary>
    public CostItem TrainingByInteraction(string? resource, decimal? interactions, string basis) => Line("Training", "trainingV2", resource, interactions, basis);

    /// <summary>A campaign for some hours; requests beyond its floor are billed, too.</summary>
    /// <param name="resource">The name, or null.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="minTps">Its MinProvisionedTPS.</param>
    /// <param name="hours">The hours it runs.</param>
    /// <param name="requests">The requests in that time.</param>
    /// <param name="basis">Where the hours come from.</param>
    public CostItem Campaign(string? resource, string? recipe, int minTps, decimal hours, decimal requests, string basis)
    {
        if (IsV2(recipe))
        {
            var floor = minTps * SecondsOfHour * hours;
            return Line("Campaign", "recommendationV2", resource, Math.Max(requests, floor),
                $"{basis} {(requests > floor ? "Requests" : $"MinProvisionedTPS {minTps} for {Text(hours)} hours as requests, the least that is billed")}; v2 recipes are billed by request.");
        }

        var tps = hours == 0 ? 0 : Math.Max(minTps, requests / (SecondsOfHour * hours));
        return Line("Campaign", "campaign", resource, tps * hours, $"{basis} {Text(tps)} TPS for {Text(hours)} hours, asked or not.");
    }

    /// <summary>A batch job of recommendations.</summary>
    public CostItem Batch(string? resource, string? recipe, decimal? users, string basis) =>
        Line("Batch", IsV2(recipe) ? "recommendationV2" : "batch", resource, users, basis);

    /// <summary>A batch job of segments.</summary>
    public CostItem Segment(string? resource, decimal? users, string basis) => Line("Segment", "segment", resource, users, basis);

    /// <summary>A recommender for some hours.</summary>
    public CostItem Recommender(string? resource, decimal hours, string basis) => Line("Recommender", "recommender", resource, hours, basis);

    /// <summary>The sum; what is unknown is counted and told.</summary>
    public CostItem Total(IReadOnlyCollection<CostItem> items, string note)
    {
        var unknown = items.Count(item => item.Amount is null && item.MonthlyAmount is null);
        return new CostItem
        {
            Kind = "Total",
            Amount = items.Sum(item => item.Amount ?? 0),
            MonthlyAmount = items.Any(item => item.MonthlyAmount is not null) ? items.Sum(item => item.MonthlyAmount ?? 0) : null,
            Currency = prices.Currency,
            Basis = $"Prices of {prices.Date}: check them. {(unknown == 0 ? "" : $"Without {unknown} of unknown cost. ")}{note}S3 and other services come on top.",
        };
    }

    private CostItem Line(string kind, string what, string? resource, decimal? quantity, string basis)
    {
        var price = prices.Find(region, what);
        quantity = Round(quantity);
        var amount = Round(quantity is { } known ? price?.Of(known) : null);
        return new CostItem
        {
            Kind = kind,
            Resource = resource,
            Quantity = quantity,
            Unit = price?.Unit,
            UnitPrice = price is null ? null : quantity > 0 ? price.Of(quantity.Value) / quantity : price.Tiers[0].Price / price.Per,
            Amount = amount,
            Currency = prices.Currency,
            Basis = price is null ? basis + NoPrice : basis,
        };
    }

    /// <summary>Digits that no bill has are noise.</summary>
    public static decimal? Round(decimal? number) => number is { } known ? decimal.Round(known, 6) / 1.000000000m : null;

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
