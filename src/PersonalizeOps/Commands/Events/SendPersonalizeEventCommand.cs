using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.Events;

/// <summary>
/// Sends what users do, in real time, to an event tracker: recommendations that know it follow, and the next training has it. Events come one by one
/// or through the pipeline; up to 10 of the same user and session go in one call. A call that fails is an error record and the rest go on.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "PersonalizeEvent", SupportsShouldProcess = true, DefaultParameterSetName = TrackerSet)]
public sealed class SendPersonalizeEventCommand : ConcurrentCmdlet
{
    private const string TrackerSet = "EventTracker";
    private const string IdSet = "TrackingId";
    private const int MaxEvents = 10;

    private readonly List<Event> _events = [];
    private (string? UserId, string SessionId) _who = (null, "");
    private string _trackingId = "";

    /// <summary>The event tracker, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TrackerSet)]
    [Alias("EventTrackerArn")]
    [ResourceCompleter(ResourceKind.EventTracker)]
    public ResourceIdentity EventTracker { get; set; } = null!;

    /// <summary>The tracking id of an event tracker, which needs no look-up.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ValidateNotNullOrEmpty]
    public string TrackingId { get; set; } = "";

    /// <summary>The user; without one the session stands for the visitor.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID")]
    [ValidateNotNullOrEmpty]
    public string? UserId { get; set; }

    /// <summary>The item that the event is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ITEM_ID", "MovieId")]
    [ValidateNotNullOrEmpty]
    public string? ItemId { get; set; }

    /// <summary>What happened, such as watch or click.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EVENT_TYPE")]
    [ValidateNotNullOrEmpty]
    public string EventType { get; set; } = "";

    /// <summary>A number to the event, such as a rating; in texts with a decimal point.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EVENT_VALUE")]
    [NumberTransformation]
    public double? EventValue { get; set; }

    /// <summary>When it happened, as a time or as seconds since 1970. The default is now.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TIMESTAMP")]
    [TimeTransformation]
    public DateTime? SentAt { get; set; }

    /// <summary>The session. The default is the user's id; without a user, one session for the whole command.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? SessionId { get; set; }

    /// <summary>An id for the event: a second event with it is ignored in training.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? EventId { get; set; }

    /// <summary>Values of other columns of the Interactions dataset by name, for example @{ DEVICE = 'phone' }.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Hashtable? Property { get; set; }

    /// <summary>The id of the recommendation that led to the event.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RecommendationId { get; set; }

    /// <summary>The items that the user saw beside it, up to 25.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateCount(1, 25)]
    public string[]? Impression { get; set; }

    /// <summary>What recommended the item, for metric attribution, when it was not Personalize.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? AttributionSource { get; set; }

    private protected override string Counted => "calls";

    private string OwnSession { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        _trackingId = ParameterSetName == IdSet
            ? TrackingId
            : (await Api.GetEventTrackerAsync(await Api.ResolveAsync(EventTracker, ResourceKind.EventTracker, cancellationToken), cancellationToken)).TrackingId;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var who = (UserId, SessionId ?? UserId ?? OwnSession);
        if (_events.Count == MaxEvents || (_events.Count > 0 && who != _who))
            await SendAsync();
        _who = who;
        _events.Add(ToEvent());
        await WriteReadyAsync();
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync();
        await base.EndAsync(cancellationToken);
    }

    private Event ToEvent() => new()
    {
        EventType = EventType,
        EventValue = (float?)EventValue,
        ItemId = ItemId,
        SentAt = SentAt?.ToUniversalTime() ?? TimeProvider.System.GetUtcNow().UtcDateTime,
        EventId = EventId,
        Properties = Property is null ? null : ToJson(Property),
        RecommendationId = string.IsNullOrEmpty(RecommendationId) ? null : RecommendationId,
        Impression = Impression is null ? null : [.. Impression],
        MetricAttribution = AttributionSource is null ? null : new MetricAttribution { EventAttributionSource = AttributionSource },
    };

    private async Task SendAsync()
    {
        if (_events.Count == 0)
            return;
        var request = new PutEventsRequest { TrackingId = _trackingId, UserId = _who.UserId, SessionId = _who.SessionId, EventList = [.. _events] };
        _events.Clear();
        var target = request.UserId ?? request.SessionId;
        if (ShouldProcess($"{request.EventList.Count} events of {target}", "PutEvents"))
            await AskAsync(target, async token =>
            {
                await Api.CallAsync(Connection.Events.PutEventsAsync, request, target, token);
                return [];
            });
    }

    private static string ToJson(Hashtable values) => JsonSerializer.Serialize(values.Cast<DictionaryEntry>().ToDictionary(
        entry => CamelCase.Of(entry.Key.ToString()!), entry => ToValue(entry.Key, entry.Value is PSObject source ? source.BaseObject : entry.Value)));

    private static object? ToValue(object column, object? value) => value switch
    {
        null or string or bool or int or long or double => value,
        float number => (double)number,
        IConvertible other => Convert.ToString(other, CultureInfo.InvariantCulture),
        IEnumerable many => string.Join('|', many.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))),
        _ => throw new PersonalizeException(
            "InvalidProperty", ErrorCategory.InvalidArgument, $"The value of {column} is a {value.GetType().Name}, neither text nor number."),
    };
}
