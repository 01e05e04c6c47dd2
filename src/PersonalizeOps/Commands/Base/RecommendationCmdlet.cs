using System.Collections;
using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that asks a campaign for films and gives them titles.</summary>
public abstract class RecommendationCmdlet : CampaignCmdlet
{
    /// <summary>The filter, as name, ARN or object.</summary>
    [Parameter]
    [Alias("FilterArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Filter)]
    public ResourceIdentity? Filter { get; set; }

    /// <summary>The values of the filter's parameters by name, for example @{ GENRE = 'Comedy', 'Drama' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? FilterValue { get; set; }

    /// <summary>The context of the request by column, for example @{ DEVICE = 'phone' }. Recipes of personalization and ranking use it.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Context { get; set; }

    /// <summary>
    /// Columns of the Items dataset that the campaign returns with each film, up to 10; it must have been made with -EnableMetadata, and a request
    /// then has up to 50 films.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public string[]? MetadataColumn { get; set; }

    private protected string? FilterArn { get; private set; }

    private protected Dictionary<string, List<string>>? MetadataColumns =>
        MetadataColumn is null ? null : new Dictionary<string, List<string>> { ["ITEMS"] = [.. MetadataColumn] };

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        FilterArn = await Api.ResolveOrNullAsync(Filter, ResourceKind.Filter, cancellationToken);
    }

    private protected static IReadOnlyList<object> ToMovies(RecommendationSource source, string userId, IEnumerable<PredictedItem>? items, string recommendationId)
    {
        var rank = 0;
        return [.. (items ?? []).Select(item =>
        {
            var movie = source.Titles?.Find(item.ItemId);
            return new Records.MovieRecommendation
            {
                UserId = userId,
                Rank = ++rank,
                ItemId = item.ItemId,
                Title = movie?.Title,
                Year = movie?.Year,
                Genres = movie?.Genres,
                Score = item.Score,
                Reason = item.Reason is { Count: > 0 } reasons ? string.Join(", ", reasons) : null,
                Promotion = item.PromotionName,
                Metadata = item.Metadata ?? [],
                Campaign = source.Name,
                RecommendationId = recommendationId,
            };
        })];
    }
}
