using System.Management.Automation;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Events;

/// <summary>
/// Sends whether users took the actions that were recommended to them, in real time. Up to 10 go in one call; a call that fails is an error record
/// and the rest go on.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "ActionInteraction", SupportsShouldProcess = true)]
public sealed class SendActionInteractionCommand : ConcurrentCmdlet
{
    private const int MaxInteractions = 10;

    private readonly List<ActionInteraction> _interactions = [];
    private string _trackingId = "";

    /// <summary>The dataset group, as name, ARN or object; it must have a dataset of action interactions.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID")]
    [ValidateNotNullOrEmpty]
    public string UserId { get; set; } = "";

    /// <summary>The action.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ACTION_ID")]
    [ValidateNotNullOrEmpty]
    public string ActionId { get; set; } = "";

    /// <summary>What the user did: Taken, Not Taken or Viewed.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EVENT_TYPE")]
    [ValidateSet("Taken", "Not Taken", "Viewed")]
    public string EventType { get; set; } = "";

    /// <summary>When it happened, as a time or as seconds since 1970. The default is now.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TIMESTAMP")]
    [TimeTransformation]
    public DateTime? SentAt { get; set; }

    /// <summary>The session. The default is the user's id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? SessionId { get; set; }

    /// <summary>The id of the recommendation that showed the action.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RecommendationId { get; set; }

    private protected override string Counted => "calls";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        var group = ResourceArn.NameOf(DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection));
        _trackingId = (await Api.GetDatasetAsync(Connection.Arn($"dataset/{group}/ACTION_INTERACTIONS"), cancellationToken)).TrackingId ?? "";
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        _interactions.Add(new ActionInteraction
        {
            UserId = UserId,
            ActionId = ActionId,
            EventType = EventType,
            SessionId = SessionId ?? UserId,
            Timestamp = SentAt?.ToUniversalTime() ?? TimeProvider.System.GetUtcNow().UtcDateTime,
            RecommendationId = string.IsNullOrEmpty(RecommendationId) ? null : RecommendationId,
        });
        if (_interactions.Count == MaxInteractions)
            await SendAsync();
        await WriteReadyAsync();
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync();
        await base.EndAsync(cancellationToken);
    }

    private async Task SendAsync()
    {
        if (_interactions.Count == 0)
            return;
        var request = new PutActionInteractionsRequest { TrackingId = _trackingId, ActionInteractions = [.. _interactions] };
        _interactions.Clear();
        var target = string.Join(", ", request.ActionInteractions.Select(interaction => interaction.UserId).Distinct());
        if (ShouldProcess($"{request.ActionInteractions.Count} interactions of {target}", "PutActionInteractions"))
            await AskAsync(target, async token =>
            {
                await Api.CallAsync(Connection.Events.PutActionInteractionsAsync, request, target, token);
                return [];
            });
    }
}
