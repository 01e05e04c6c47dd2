using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.Json;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Runtime;

/// <summary>
/// Asks the API of a prediction stack for films, as an application does: signed with the connection's credentials, or with an API key. Many users are
/// asked at once and come out in the order in which they came in; a user that fails is an error record and the rest go on.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "RecommendationApi", DefaultParameterSetName = StackSet)]
[OutputType(typeof(MovieRecommendation))]
public sealed class InvokeRecommendationApiCommand : ConcurrentCmdlet
{
    private const string StackSet = "Stack";
    private const string UriSet = "Uri";

    private RecommendationApi? _recommendations;
    private string? _context;

    /// <summary>The prediction stack, as name or object; its output ApiUrl is called.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StackSet)]
    [Alias("StackName")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    public ResourceIdentity Stack { get; set; } = null!;

    /// <summary>The address of the API with stage and path, in place of a stack. It must be https, unless it is on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = "";

    /// <summary>The users. A user whom the data does not know gets popular films.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>The number of films for each user, 1 to 500. The default is the campaign's, 25.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int? NumResults { get; set; }

    /// <summary>The context of the request by column, for example @{ DEVICE = 'phone' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Context { get; set; }

    /// <summary>An API key in place of a signature, for a stack with ApiAuthorization API_KEY. It is sent to the API and written nowhere.</summary>
    [Parameter]
    public SecureString? ApiKey { get; set; }

    private protected override string Counted => "users";

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        // With address and key no connection is needed.
        var needsConnection = ParameterSetName == StackSet || ApiKey is null;
        if (needsConnection)
            await base.BeginAsync(cancellationToken);
        var uri = RecommendationApi.Check(ParameterSetName == UriSet ? Uri : (await new CloudApi(Api).GetStackAsync(Stack.Text, cancellationToken)).Output("ApiUrl"));
        _recommendations = new RecommendationApi(
            uri,
            RecommendationApi.RegionOf(uri) ?? (needsConnection ? Connection.Region : ""),
            needsConnection ? Connection.Target.Credentials : null,
            ApiKey is null ? null : new NetworkCredential("", ApiKey).Password,
            Trace);
        _context = HyperParameters.ToTextOrNull(Context) is { } context ? JsonSerializer.Serialize(context) : null;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var userId in UserId)
            await AskAsync(userId, async token => await _recommendations!.GetAsync(QueryFor(userId), userId, token));
        await WriteReadyAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _recommendations?.Dispose();
    }

    private Dictionary<string, string> QueryFor(string userId)
    {
        var query = new Dictionary<string, string> { ["user_id"] = userId };
        if (NumResults is { } count)
            query["num_results"] = count.ToString(CultureInfo.InvariantCulture);
        if (_context is not null)
            query["context"] = _context;
        return query;
    }
}
