using System.Collections;
using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that asks a campaign for films and gives them titles.</summary>
public abstract class RecommendationCmdlet : ConcurrentCmdlet
{
    private protected const string CampaignSet = "Campaign";

    /// <summary>The campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = CampaignSet)]
    [Alias("CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity Campaign { get; set; } = null!;

    /// <summary>The filter, as name, ARN or object.</summary>
    [Parameter]
    [Alias("FilterArn")]
    [ResourceCompleter(ResourceKind.Filter)]
    public ResourceIdentity? Filter { get; set; }

    /// <summary>The values of the filter's parameters by name, for example @{ GENRE = 'Comedy', 'Drama' }.</summary>
    [Parameter]
    public Hashtable? FilterValue { get; set; }

    /// <summary>The context of the request by column, for example @{ DEVICE = 'phone' }. Recipes of personalization and ranking use it.</summary>
    [Parameter]
    public Hashtable? Context { get; set; }

    /// <summary>
    /// Columns of the Items dataset that the campaign returns with each film, up to 10; it must have been made with -EnableMetadata, and a request
    /// then has up to 50 films.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public string[]? MetadataColumn { get; set; }

    /// <summary>
    /// A file with titles, items.csv or movies.csv, local or on S3. The default is what was last imported into the Items dataset of the
    /// dataset group.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MoviesPath { get; set; }

    private protected string? FilterArn { get; private set; }

    private protected Dictionary<string, List<string>>? MetadataColumns =>
        MetadataColumn is null ? null : new Dictionary<string, List<string>> { ["ITEMS"] = [.. MetadataColumn] };

    private readonly Dictionary<string, RecommendationSource> _sources = new(StringComparer.Ordinal);
    private ResourceIdentity? _asked;
    private RecommendationSource? _source;

    /// <summary>The parameter that says what is asked.</summary>
    private protected virtual ResourceIdentity Asked => Campaign;

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        FilterArn = await Api.ResolveOrNullAsync(Filter, ResourceKind.Filter, cancellationToken);
        // Through the pipeline it comes later.
        if (Asked is not null)
            await FindSourceAsync(cancellationToken);
    }

    /// <summary>What is asked for the input at hand; requests that still run keep theirs.</summary>
    private protected async Task<RecommendationSource> FindSourceAsync(CancellationToken cancellationToken)
    {
        if (_source is not null && ReferenceEquals(_asked, Asked))
            return _source;
        var text = Asked.Text;
        if (!_sources.TryGetValue(text, out var source))
            _sources[text] = source = await LookUpAsync(cancellationToken);
        (_asked, _source) = (Asked, source);
        return source;
    }

    /// <summary>Looks at what is asked.</summary>
    private protected virtual async Task<RecommendationSource> LookUpAsync(CancellationToken cancellationToken)
    {
        var campaign = await Api.GetCampaignAsync(Campaign.ArnOf(ResourceKind.Campaign, Connection), cancellationToken);
        var version = await Api.GetSolutionVersionAsync(campaign.SolutionVersionArn, cancellationToken);
        return new RecommendationSource(campaign.Name, campaign.Arn, null, await LoadTitlesAsync(version.DatasetGroupArn, cancellationToken));
    }

    /// <summary>The titles of a dataset group, or those of the file given.</summary>
    private protected async Task<MovieCatalog?> LoadTitlesAsync(string groupArn, CancellationToken cancellationToken)
    {
        var titles = new Titles(Api, WriteWarning);
        return MoviesPath is not null
            ? await titles.FromFileAsync(S3Uri.IsS3Uri(MoviesPath) ? MoviesPath : GetUnresolvedProviderPathFromPSPath(MoviesPath), cancellationToken)
            : await titles.FromDatasetGroupAsync(groupArn, cancellationToken);
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
