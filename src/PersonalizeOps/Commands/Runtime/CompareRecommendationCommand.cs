using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Shows side by side what two campaigns recommend to the same users: for each film its place in both, how far it moved, and which share of the
/// films both have.
/// </summary>
[Cmdlet(VerbsData.Compare, "Recommendation", DefaultParameterSetName = CampaignSet)]
[OutputType(typeof(RecommendationDifference))]
public sealed class CompareRecommendationCommand : RecommendationCmdlet
{
    private Records.Campaign? _other;
    private SemaphoreSlim? _places;

    /// <summary>The campaign to compare with, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity DifferenceCampaign { get; set; } = null!;

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>The number of films of each campaign, 1 to 500. The default is 10.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int NumResults { get; set; } = 10;

    private protected override string Counted => "users";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        // Each user takes two calls.
        _places = new SemaphoreSlim(ThrottleLimit);
        _other = await Api.GetCampaignAsync(DifferenceCampaign.ArnOf(ResourceKind.Campaign, Connection), cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var source = await FindSourceAsync(cancellationToken);
        foreach (var userId in UserId)
            await AskAsync(userId, token => CompareAsync(source, userId, token));
        await WriteReadyAsync();
    }

    private async Task<IReadOnlyList<object>> CompareAsync(RecommendationSource source, string userId, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(GetAsync(source.CampaignArn!, userId, cancellationToken), GetAsync(_other!.Arn, userId, cancellationToken));
        var (left, right) = (Ranks(lists[0]), Ranks(lists[1]));
        var overlap = left.Count == 0 ? 0 : (double)left.Keys.Count(right.ContainsKey) / left.Count;
        return [.. left.Keys.Concat(right.Keys.Where(item => !left.ContainsKey(item))).Select(item => ToRecord(source, userId, item, left, right, overlap))];
    }

    private async Task<List<string>> GetAsync(string campaignArn, string userId, CancellationToken cancellationToken)
    {
        var request = new GetRecommendationsRequest
        {
            CampaignArn = campaignArn,
            UserId = userId,
            NumResults = NumResults,
            FilterArn = FilterArn,
            FilterValues = FilterValues.From(FilterValue),
            Context = HyperParameters.ToTextOrNull(Context),
        };
        await _places!.WaitAsync(cancellationToken);
        try
        {
            var response = await Api.CallAsync(Connection.Runtime.GetRecommendationsAsync, request, userId, cancellationToken);
            return [.. (response.ItemList ?? []).Select(item => item.ItemId)];
        }
        finally
        {
            _places.Release();
        }
    }

    private static Dictionary<string, int> Ranks(List<string> items) =>
        items.Select((item, index) => (item, index)).ToDictionary(pair => pair.item, pair => pair.index + 1, StringComparer.Ordinal);

    private RecommendationDifference ToRecord(
        RecommendationSource source, string userId, string item, Dictionary<string, int> left, Dictionary<string, int> right, double overlap)
    {
        var movie = source.Titles?.Find(item);
        int? rank = left.TryGetValue(item, out var before) ? before : null;
        int? other = right.TryGetValue(item, out var after) ? after : null;
        return new RecommendationDifference
        {
            UserId = userId,
            ItemId = item,
            Title = movie?.Title,
            Year = movie?.Year,
            Rank = rank,
            DifferenceRank = other,
            Move = rank - other,
            Overlap = overlap,
            Campaign = source.Name,
            DifferenceCampaign = _other!.Name,
        };
    }
}
