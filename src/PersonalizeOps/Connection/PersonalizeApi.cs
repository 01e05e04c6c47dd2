using System.Diagnostics;
using System.Management.Automation;
using Amazon.Personalize;
using Amazon.Runtime;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>
/// The calls that the cmdlets make, by family; answers are the module's own records. Each call is traced with its duration and request id,
/// and a failure becomes a <see cref="PersonalizeException"/> whose id names operation and error code.
/// </summary>
internal sealed partial class PersonalizeApi(PersonalizeConnection connection, Action<string> trace)
{
    private const int DescribeConcurrency = 8;

    public PersonalizeConnection Connection { get; } = connection;

    public IAmazonPersonalize Personalize => Connection.Personalize;

    /// <summary>Makes one call; <paramref name="target"/> is what an error record will be about.</summary>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation, TRequest request, object? target, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        var name = typeof(TRequest).Name.Replace("Request", "", StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();
        try
        {
            // The client reads credentials and answers without awaiting, which must not keep the pipeline's thread from hearing of Ctrl+C.
            var response = await Task.Run(() => operation(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            trace($"{name}: {(int)response.HttpStatusCode}, {Elapsed(started)}, request id {response.ResponseMetadata?.RequestId}");
            return response;
        }
        catch (AmazonServiceException error)
        {
            trace($"{name}: {(int)error.StatusCode} {error.ErrorCode}, {Elapsed(started)}, request id {error.RequestId}");
            throw ServiceErrors.ToException(name, error, target);
        }
        catch (AmazonClientException error)
        {
            throw ServiceErrors.ToException(name, error, target, Connection.ProfileName);
        }
        catch (HttpRequestException error)
        {
            throw ServiceErrors.NoConnection(name, error, target);
        }
    }

    /// <summary>
    /// The ARN that is meant: the one stated, the one that follows from the name, or that of the only resource in the list that has the name.
    /// </summary>
    /// <exception cref="PersonalizeException">No resource has the name, or several have.</exception>
    public async Task<string> ResolveAsync(ResourceIdentity identity, ResourceKind kind, CancellationToken cancellationToken)
    {
        identity = identity.For(kind);
        if (identity.IsDirect(kind))
            return identity.ArnOf(kind, Connection);
        var family = ResourceFamilies.Of(kind);
        var named = (await family.ListAsync(this, null, cancellationToken).ConfigureAwait(false)).Where(item => item.Name == identity.Text).ToList();
        return named.Count switch
        {
            1 => named[0].Arn,
            0 => throw new PersonalizeException($"Describe{family.ApiNoun}.ResourceNotFoundException", ErrorCategory.ObjectNotFound,
                $"There is no {family.Word} {identity.Text}.", identity.Text, $"Get-{family.Noun} lists what exists.")
            {
                ErrorCode = "ResourceNotFoundException",
            },
            _ => throw new PersonalizeException("AmbiguousName", ErrorCategory.InvalidArgument,
                $"{named.Count} resources of the kind {family.Word} are named {identity.Text}.", identity.Text,
                $"Give the ARN: {string.Join(" or ", named.Select(item => item.Arn))}."),
        };
    }

    /// <summary>The ARN of what may be left out.</summary>
    public async Task<string?> ResolveOrNullAsync(ResourceIdentity? identity, ResourceKind kind, CancellationToken cancellationToken) =>
        identity is null ? null : await ResolveAsync(identity, kind, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for a resource whose list is empty: of one that does not exist every list is.</summary>
    /// <exception cref="PersonalizeException">It does not exist.</exception>
    public Task EnsureExistsAsync(string arn, CancellationToken cancellationToken) =>
        ResourceArn.KindOf(arn) is { } kind ? ResourceFamilies.Of(kind).DescribeAsync(this, arn, cancellationToken) : Task.CompletedTask;

    /// <summary>All items of a list operation, page by page; <paramref name="read"/> gives a page's items and the token of the next.</summary>
    private async Task<IReadOnlyList<ResourceSummary>> ListAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation,
        Func<string?, TRequest> request,
        Func<TResponse, (IEnumerable<ResourceSummary>? Items, string? Next)> read,
        CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        List<ResourceSummary> all = [];
        string? token = null;
        do
        {
            var response = await CallAsync(operation, request(token), null, cancellationToken).ConfigureAwait(false);
            (var items, token) = read(response);
            all.AddRange(items ?? []);
        }
        while (!string.IsNullOrEmpty(token));
        return all;
    }

    /// <summary>What several parents hold, one after the other.</summary>
    private static async Task<IReadOnlyList<ResourceSummary>> ListOfEachAsync(
        IEnumerable<ResourceSummary> parents, Func<string, Task<IReadOnlyList<ResourceSummary>>> list)
    {
        List<ResourceSummary> all = [];
        foreach (var parent in parents)
            all.AddRange(await list(parent.Arn).ConfigureAwait(false));
        return all;
    }

    /// <summary>Describes many resources a few at a time, in order; what was deleted meanwhile is left out.</summary>
    public static async IAsyncEnumerable<TRecord> DescribeAllAsync<TRecord>(
        IReadOnlyList<string> arns, Func<string, CancellationToken, Task<TRecord>> describe,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : class
    {
        Queue<Task<TRecord?>> running = new();
        foreach (var arn in arns)
        {
            if (running.Count == DescribeConcurrency && await running.Dequeue().ConfigureAwait(false) is { } first)
                yield return first;
            running.Enqueue(DescribeOrNullAsync(describe, arn, cancellationToken));
        }

        while (running.TryDequeue(out var next))
            if (await next.ConfigureAwait(false) is { } record)
                yield return record;
    }

    /// <summary>The record, or null when the service does not know the resource.</summary>
    public static async Task<TRecord?> DescribeOrNullAsync<TRecord>(
        Func<string, CancellationToken, Task<TRecord>> describe, string arn, CancellationToken cancellationToken)
        where TRecord : class
    {
        try
        {
            return await describe(arn, cancellationToken).ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ResourceNotFoundException")
        {
            return null;
        }
    }

    private static string Elapsed(long started) => $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms";

    private static DateTime? Local(DateTime? time) => time?.ToLocalTime();
}
