using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Finds films that are like others, in real time from a campaign of a related-items recipe (aws-similar-items, aws-sims,
/// aws-semantic-similarity) or a recommender: one record per film found. Many films are asked about at once, in input order.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SimilarMovie", DefaultParameterSetName = CampaignSet)]
[OutputType(typeof(SimilarMovie))]
public sealed class GetSimilarMovieCommand : GetItemsCmdlet
{
    /// <summary>The films to find similar ones for, by id. A film whom the data does not know gets popular films.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ITEM_ID", "MovieId", "Id")]
    [IdTransformation("ItemId", "ITEM_ID", "MovieId", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] ItemId { get; set; } = [];

    /// <summary>The user whose history a filter looks at.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserId { get; set; }

    private protected override string Counted => "films";

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var source = await FindSourceAsync(cancellationToken);
        foreach (var itemId in ItemId)
            await AskAsync(itemId, async token =>
            {
                var response = await GetAsync(source, UserId, itemId, token);
                var rank = 0;
                return [.. (response.ItemList ?? []).Select(item => ToRecord(source, itemId, ++rank, item.ItemId, item.Metadata, response.RecommendationId))];
            });
        await WriteReadyAsync();
    }

    private static SimilarMovie ToRecord(
        RecommendationSource source, string likeId, int rank, string itemId, Dictionary<string, string>? metadata, string recommendationId)
    {
        var movie = source.Titles?.Find(itemId);
        return new SimilarMovie
        {
            LikeId = likeId,
            LikeTitle = source.Titles?.Find(likeId)?.Title,
            Rank = rank,
            ItemId = itemId,
            Title = movie?.Title,
            Year = movie?.Year,
            Genres = movie?.Genres,
            Metadata = metadata ?? [],
            Campaign = source.Name,
            RecommendationId = recommendationId,
        };
    }
}
