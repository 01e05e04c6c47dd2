using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Recommends films to users, in real time from a campaign or recommender: one record per film, with title and genres. Many users are asked at
/// once and come out in the order in which they came in; a user that fails is an error record and the rest go on.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MovieRecommendation", DefaultParameterSetName = CampaignSet)]
[OutputType(typeof(MovieRecommendation))]
public sealed class GetMovieRecommendationCommand : GetItemsCmdlet
{
    /// <summary>The users. A user whom the data does not know gets popular films.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    private protected override string Counted => "users";

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var source = await FindSourceAsync(cancellationToken);
        foreach (var userId in UserId)
            await AskAsync(userId, async token =>
            {
                var response = await GetAsync(source, userId, null, token);
                return ToMovies(source, userId, response.ItemList, response.RecommendationId);
            });
        await WriteReadyAsync();
    }
}
