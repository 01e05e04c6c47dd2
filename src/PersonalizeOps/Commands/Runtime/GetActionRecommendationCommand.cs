using System.Collections;
using System.Management.Automation;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>Recommends the next best actions to users, such as joining a programme, from a campaign of aws-next-best-action.</summary>
[Cmdlet(VerbsCommon.Get, "ActionRecommendation")]
[OutputType(typeof(ActionRecommendation))]
public sealed class GetActionRecommendationCommand : ConcurrentCmdlet
{
    private readonly Dictionary<string, string> _campaignArns = new(StringComparer.Ordinal);
    private string? _filterArn;

    /// <summary>The campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity Campaign { get; set; } = null!;

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>The number of actions for each user, 1 to 100. The default is 5.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int NumResults { get; set; } = 5;

    /// <summary>The filter, as name, ARN or object.</summary>
    [Parameter]
    [Alias("FilterArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Filter)]
    public ResourceIdentity? Filter { get; set; }

    /// <summary>The values of the filter's parameters by name.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? FilterValue { get; set; }

    private protected override string Counted => "users";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        // Through the pipeline it comes later.
        if (Campaign is not null)
            await FindCampaignAsync(cancellationToken);
        _filterArn = await Api.ResolveOrNullAsync(Filter, ResourceKind.Filter, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var campaignArn = await FindCampaignAsync(cancellationToken);
        foreach (var userId in UserId)
            await AskAsync(userId, token => AskAsync(campaignArn, userId, token));
        await WriteReadyAsync();
    }

    private async Task<string> FindCampaignAsync(CancellationToken cancellationToken)
    {
        if (!_campaignArns.TryGetValue(Campaign.Text, out var arn))
            _campaignArns[Campaign.Text] = arn = (await Api.GetCampaignAsync(Campaign.ArnOf(ResourceKind.Campaign, Connection), cancellationToken)).Arn;
        return arn;
    }

    private async Task<IReadOnlyList<object>> AskAsync(string campaignArn, string userId, CancellationToken cancellationToken)
    {
        var request = new GetActionRecommendationsRequest
        {
            CampaignArn = campaignArn,
            UserId = userId,
            NumResults = NumResults,
            FilterArn = _filterArn,
            FilterValues = FilterValues.From(FilterValue),
        };
        var response = await Api.CallAsync(Connection.Runtime.GetActionRecommendationsAsync, request, userId, cancellationToken);
        var rank = 0;
        return [.. (response.ActionList ?? []).Select(action => new ActionRecommendation
        {
            UserId = userId,
            Rank = ++rank,
            ActionId = action.ActionId,
            Score = action.Score,
            Campaign = ResourceArn.NameOf(campaignArn),
            RecommendationId = response.RecommendationId,
        })];
    }
}
