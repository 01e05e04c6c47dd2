using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Services.Personalize;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <summary>The rules of Personalize's runtime: one operation a file; here what they share.</summary>
internal sealed partial class PersonalizeRuntimeService(CampaignServer campaigns, ItemMetadata metadata) : PersonalizeRuntimeContract
{
    private const int ScoreDecimals = 7;
    private const int MaximumResultsWithMetadata = 50;
    private const int MaximumMetadataColumns = 10;
    private const string ItemsKey = "ITEMS";

    private static double? Rounded(double? score) => score is { } value ? Math.Round(value, ScoreDecimals) : null;

    private static string RequireCampaign(string? arn)
    {
        if (arn is null)
        {
            throw Errors.InvalidInput("A campaignArn is required.");
        }

        PersonalizeArn.Require(arn, ResourceKind.Campaign);
        return arn;
    }

    private static ServiceError WrongOperation(ServedCampaign campaign)
    {
        var right = campaign.Recipe switch
        {
            { Ranks: true } => "GetPersonalizedRanking",
            { ChoosesActions: true } => "GetActionRecommendations",
            _ => "GetRecommendations",
        };
        return Errors.InvalidInput($"{campaign.Arn} serves the recipe {campaign.Recipe.Name}; call {right} for it.");
    }

    private static string? Required(string name, string? value, bool isNeeded, ServedCampaign campaign) =>
        isNeeded && string.IsNullOrEmpty(value)
            ? throw Errors.InvalidInput($"A value for {name} is required for recommendations of the recipe {campaign.Recipe.Name}.")
            : value;

    private static void CheckContext(Dictionary<string, string>? context, ServedCampaign campaign)
    {
        if (context?.Keys.FirstOrDefault(key => !campaign.ContextFields.Contains(key)) is { } unknown)
        {
            throw Errors.InvalidInput($"The context {unknown} is not a field of the Interactions schema.");
        }
    }

    private static FilterChoice? Filter(string? arn, Dictionary<string, string>? values, string name)
    {
        if (arn is not null)
        {
            PersonalizeArn.Require(arn, ResourceKind.Filter);
            return new FilterChoice(arn, values);
        }

        return values is { Count: > 0 } ? throw Errors.InvalidInput($"{name} need a filterArn.") : null;
    }

    private ServedCampaign Find(CallContext context, string arn)
    {
        if (!PersonalizeArn.IsOf(context, arn))
        {
            throw Errors.ResourceNotFound(arn);
        }

        return campaigns.Find(arn) ?? throw (campaigns.StatusOf(arn) is { } status and not ResourceStatus.Active
            ? Errors.NotFound($"{arn} is in {status} state; it must be ACTIVE.")
            : Errors.ResourceNotFound(arn));
    }

    private List<string> MetadataColumns(Dictionary<string, List<string>>? columns, ServedCampaign campaign)
    {
        if (columns is not { Count: > 0 })
        {
            return [];
        }

        if (!columns.TryGetValue(ItemsKey, out var names))
        {
            throw Errors.InvalidInput($"The key of metadataColumns must be {ItemsKey}.");
        }

        if (!campaign.HasMetadata)
        {
            throw Errors.InvalidInput($"metadataColumns need enableMetadataWithRecommendations, which {campaign.Arn} has not set.");
        }

        if (names.Count > MaximumMetadataColumns)
        {
            throw Errors.InvalidInput($"metadataColumns name {names.Count} columns; at most {MaximumMetadataColumns} are allowed.");
        }

        var unknown = campaign.ItemsArn is null ? names : metadata.Unknown(campaign.ItemsArn, names);
        return unknown.Count == 0
            ? names
            : throw Errors.InvalidInput($"The column {unknown[0]} of metadataColumns is not in the Items dataset.");
    }

    private List<PredictedItem> Items(IReadOnlyList<ServedItem> items, ServedCampaign campaign, List<string> columns)
    {
        var values = columns.Count == 0 ? null : metadata.Find(campaign.ItemsArn!, items.Select(item => item.ItemId), columns);
        var predicted = new List<PredictedItem>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            predicted.Add(new PredictedItem
            {
                ItemId = items[i].ItemId,
                Score = Rounded(items[i].Score),
                PromotionName = items[i].Promotion,
                Reason = campaign.Recipe.GivesReasons && items[i].Reasons.Count > 0 ? [.. items[i].Reasons] : null,
                Metadata = values is null ? null : Named(values[i]),
            });
        }

        return predicted;
    }

    // Of columns whose names differ in case only, the later ones keep theirs.
    private static Dictionary<string, string> Named(IReadOnlyDictionary<string, string> values)
    {
        var named = new Dictionary<string, string>();
        foreach (var (column, value) in values)
        {
            if (!named.TryAdd(ResponseName(column), value))
            {
                named[column] = value;
            }
        }

        return named;
    }

    // As in events, where the schema's CREATION_TIMESTAMP is creationTimestamp.
    private static string ResponseName(string column)
    {
        var words = column.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
