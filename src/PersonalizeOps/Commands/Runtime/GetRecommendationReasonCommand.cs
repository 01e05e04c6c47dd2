using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Explains recommendations of the local server by the user's history: one record for each film without which the recommended one would score lower,
/// the greatest share first. Amazon Personalize has no explanations.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RecommendationReason", DefaultParameterSetName = CampaignSet)]
[OutputType(typeof(RecommendationReason))]
public sealed class GetRecommendationReasonCommand : CampaignCmdlet
{
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

    private protected override string Counted => "films";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        Api.RequireLocalServer();
        await base.BeginAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var userId = UserId;
        var source = await FindSourceAsync(cancellationToken);
        foreach (var itemId in ItemId)
            await AskAsync(itemId, token => ExplainAsync(source, userId, itemId, token));
        await WriteReadyAsync();
    }

    private async Task<IReadOnlyList<object>> ExplainAsync(
        RecommendationSource source, string userId, string itemId, CancellationToken cancellationToken) =>
        [.. (await Api.ExplainAsync(source.CampaignArn!, userId, itemId, cancellationToken)).Select(reason => new RecommendationReason
        {
            UserId = userId,
            ItemId = itemId,
            Title = source.Titles?.Find(itemId)?.Title,
            BecauseOf = reason.ItemId,
            BecauseOfTitle = source.Titles?.Find(reason.ItemId)?.Title,
            Share = reason.Share,
            Campaign = source.Name,
        })];
}
