using System.Collections;
using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that asks a campaign or a recommender for as many films as wanted, some of them promoted.</summary>
public abstract class GetItemsCmdlet : RecommendationCmdlet
{
    private const string RecommenderSet = "Recommender";

    private List<Promotion>? _promotions;

    /// <summary>A recommender of a domain dataset group in place of a campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RecommenderSet)]
    [Alias("RecommenderArn")]
    [ResourceCompleter(ResourceKind.Recommender)]
    public ResourceIdentity Recommender { get; set; } = null!;

    /// <summary>The number of films for each input, 1 to 500. The default is 25.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int NumResults { get; set; } = 25;

    /// <summary>A filter for promoted films, as name, ARN or object: those that pass it get a share of the places.</summary>
    [Parameter]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Filter)]
    public ResourceIdentity? PromotionFilter { get; set; }

    /// <summary>The values of the promotion filter's parameters by name.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? PromotionFilterValue { get; set; }

    /// <summary>The share of promoted films in percent, 1 to 100. The default is 20.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int PromotionPercent { get; set; } = 20;

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        if (PromotionFilter is not null)
            _promotions =
            [
                new Promotion
                {
                    Name = "promotion",
                    PercentPromotedItems = PromotionPercent,
                    FilterArn = await Api.ResolveAsync(PromotionFilter, ResourceKind.Filter, cancellationToken),
                    FilterValues = FilterValues.From(PromotionFilterValue),
                },
            ];
    }

    private protected override ResourceIdentity Asked => Recommender ?? Campaign;

    private protected override async Task<RecommendationSource> LookUpAsync(CancellationToken cancellationToken)
    {
        if (Recommender is null)
            return await base.LookUpAsync(cancellationToken);
        var recommender = await Api.GetRecommenderAsync(Recommender.ArnOf(ResourceKind.Recommender, Connection), cancellationToken);
        return new RecommendationSource(recommender.Name, null, recommender.Arn, await LoadTitlesAsync(recommender.DatasetGroupArn, cancellationToken));
    }

    private protected Task<GetRecommendationsResponse> GetAsync(RecommendationSource source, string? userId, string? itemId, CancellationToken cancellationToken)
    {
        var request = new GetRecommendationsRequest
        {
            CampaignArn = source.CampaignArn,
            RecommenderArn = source.RecommenderArn,
            UserId = userId,
            ItemId = itemId,
            NumResults = NumResults,
            FilterArn = FilterArn,
            FilterValues = FilterValues.From(FilterValue),
            Context = HyperParameters.ToTextOrNull(Context),
            Promotions = _promotions,
            MetadataColumns = MetadataColumns,
        };
        return Api.CallAsync(Connection.Runtime.GetRecommendationsAsync, request, itemId ?? userId, cancellationToken);
    }
}
