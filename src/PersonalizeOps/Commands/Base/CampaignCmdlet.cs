using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that asks a campaign about films, and knows their titles.</summary>
public abstract class CampaignCmdlet : ConcurrentCmdlet
{
    private protected const string CampaignSet = "Campaign";

    /// <summary>The campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = CampaignSet)]
    [Alias("CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity Campaign { get; set; } = null!;

    /// <summary>
    /// A file with titles, items.csv or movies.csv, local or on S3. The default is what was last imported into the Items dataset of the
    /// dataset group.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MoviesPath { get; set; }

    private readonly Dictionary<string, RecommendationSource> _sources = new(StringComparer.Ordinal);
    private ResourceIdentity? _asked;
    private RecommendationSource? _source;

    /// <summary>The parameter that says what is asked.</summary>
    private protected virtual ResourceIdentity Asked => Campaign;

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
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
}
