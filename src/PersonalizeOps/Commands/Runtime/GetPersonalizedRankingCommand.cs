using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Puts given films into the order in which each user will like them, in real time from a campaign of a ranking recipe
/// (aws-personalized-ranking-v2): one record per film. Many users are asked at once, in input order.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PersonalizedRanking", DefaultParameterSetName = CampaignSet)]
[OutputType(typeof(MovieRecommendation))]
public sealed class GetPersonalizedRankingCommand : RecommendationCmdlet
{
    /// <summary>The films to rank, 1 to 500 ids. Films that the model does not know go to the end, without a score.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ITEM_ID", "MovieId")]
    [IdTransformation("ItemId", "ITEM_ID", "MovieId", "Id")]
    [ValidateCount(1, 500)]
    public string[] ItemId { get; set; } = [];

    /// <summary>The users to rank for.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    private protected override string Counted => "users";

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var source = await FindSourceAsync(cancellationToken);
        // The property is set anew for the next input while this one is still asked.
        var items = ItemId.ToList();
        foreach (var userId in UserId)
            await AskAsync(userId, async token =>
            {
                var request = new GetPersonalizedRankingRequest
                {
                    CampaignArn = source.CampaignArn,
                    UserId = userId,
                    InputList = items,
                    FilterArn = FilterArn,
                    FilterValues = FilterValues.From(FilterValue),
                    Context = HyperParameters.ToTextOrNull(Context),
                    MetadataColumns = MetadataColumns,
                };
                var response = await Api.CallAsync(Connection.Runtime.GetPersonalizedRankingAsync, request, userId, token);
                return ToMovies(source, userId, response.PersonalizedRanking, response.RecommendationId);
            });
        await WriteReadyAsync();
    }
}
