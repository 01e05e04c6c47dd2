using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Explains recommendations of the local server by the user's history: one record for each film without which the recommended one would score lower,
/// the greatest share first. Amazon Personalize has no explanations.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RecommendationReason")]
[OutputType(typeof(RecommendationReason))]
public sealed class GetRecommendationReasonCommand : ConcurrentCmdlet
{
    private string _campaignArn = "";
    private MovieCatalog? _titles;

    /// <summary>The campaign that recommends or ranks, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity Campaign { get; set; } = null!;

    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID")]
    [ValidateNotNullOrEmpty]
    public string UserId { get; set; } = "";

    /// <summary>The recommended films. Recommendations can be piped as they are.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("ITEM_ID", "MovieId")]
    [ValidateNotNullOrEmpty]
    public string[] ItemId { get; set; } = [];

    /// <summary>
    /// A file with titles, items.csv or movies.csv, local or on S3. The default is what was last imported into the Items dataset of the
    /// dataset group.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MoviesPath { get; set; }

    private protected override string Counted => "films";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        Api.RequireLocalServer();
        var campaign = await Api.GetCampaignAsync(Campaign.ArnOf(ResourceKind.Campaign, Connection), cancellationToken);
        _campaignArn = campaign.Arn;
        var titles = new Titles(Api, WriteWarning);
        _titles = MoviesPath is not null
            ? await titles.FromFileAsync(S3Uri.IsS3Uri(MoviesPath) ? MoviesPath : GetUnresolvedProviderPathFromPSPath(MoviesPath), cancellationToken)
            : await titles.FromDatasetGroupAsync(
                (await Api.GetSolutionVersionAsync(campaign.SolutionVersionArn, cancellationToken)).DatasetGroupArn, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var userId = UserId;
        foreach (var itemId in ItemId)
            await AskAsync(itemId, token => ExplainAsync(userId, itemId, token));
        await WriteReadyAsync();
    }

    private async Task<IReadOnlyList<object>> ExplainAsync(string userId, string itemId, CancellationToken cancellationToken) =>
        [.. (await Api.ExplainAsync(_campaignArn, userId, itemId, cancellationToken)).Select(reason => new RecommendationReason
        {
            UserId = userId,
            ItemId = itemId,
            Title = _titles?.Find(itemId)?.Title,
            BecauseOf = reason.ItemId,
            BecauseOfTitle = _titles?.Find(reason.ItemId)?.Title,
            Share = reason.Share,
            Campaign = ResourceArn.NameOf(_campaignArn),
        })];
}
