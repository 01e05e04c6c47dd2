using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Recommends films to users, in real time from a campaign: one record per film, with title and genres. Many users are asked at once and come
/// out in the order in which they came in; a user that fails is an error record and the rest go on.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MovieRecommendation")]
[OutputType(typeof(MovieRecommendation))]
public sealed class GetMovieRecommendationCommand : PersonalizeCmdlet
{
    private readonly Queue<(string UserId, Task<GetRecommendationsResponse> Answer)> _running = new();
    private Records.Campaign? _campaign;
    private MovieCatalog? _titles;

    /// <summary>The users. A user whom the data does not know gets popular films.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [UserIdTransformation]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>The campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity Campaign { get; set; } = null!;

    /// <summary>The number of films for each user, 1 to 500. The default is 25.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int NumResults { get; set; } = 25;

    /// <summary>
    /// A file with titles, items.csv or movies.csv, local or on S3. The default is what was last imported into the Items dataset of the
    /// campaign's dataset group.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MoviesPath { get; set; }

    /// <summary>How many users are asked at once. The default is 8.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        _campaign = await Api.GetCampaignAsync(Campaign.ArnOf(ResourceKind.Campaign, Connection), cancellationToken);
        var titles = new Titles(Api, WriteWarning);
        _titles = MoviesPath is not null
            ? await titles.FromFileAsync(S3Uri.IsS3Uri(MoviesPath) ? MoviesPath : GetUnresolvedProviderPathFromPSPath(MoviesPath), cancellationToken)
            : await titles.FromDatasetGroupAsync(
                (await Api.GetSolutionVersionAsync(_campaign.SolutionVersionArn, cancellationToken)).DatasetGroupArn, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var userId in UserId)
        {
            if (_running.Count == ThrottleLimit)
                await WriteNextAsync();
            // On the pool: what is asked here goes on while the next users arrive through the pipeline.
            _running.Enqueue((userId, Task.Run(() => AskAsync(userId), Lifetime)));
        }

        while (_running.TryPeek(out var first) && first.Answer.IsCompleted)
            await WriteNextAsync();
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        while (_running.Count > 0)
            await WriteNextAsync();
    }

    private Task<GetRecommendationsResponse> AskAsync(string userId)
    {
        var request = new GetRecommendationsRequest { CampaignArn = _campaign!.Arn, UserId = userId, NumResults = NumResults };
        return Api.CallAsync(Connection.Runtime.GetRecommendationsAsync, request, userId, Lifetime);
    }

    private async Task WriteNextAsync()
    {
        var (userId, answer) = _running.Dequeue();
        await TryAsync(userId, async () =>
        {
            var response = await answer;
            var rank = 0;
            foreach (var item in response.ItemList ?? [])
                WriteObject(ToRecord(userId, ++rank, item, response.RecommendationId));
        });
    }

    private MovieRecommendation ToRecord(string userId, int rank, PredictedItem item, string recommendationId)
    {
        var movie = _titles?.Find(item.ItemId);
        return new MovieRecommendation
        {
            UserId = userId,
            Rank = rank,
            ItemId = item.ItemId,
            Title = movie?.Title,
            Year = movie?.Year,
            Genres = movie?.Genres,
            Score = item.Score,
            Campaign = _campaign!.Name,
            RecommendationId = recommendationId,
        };
    }
}
