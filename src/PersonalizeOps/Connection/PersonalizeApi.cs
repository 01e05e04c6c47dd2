using System.Diagnostics;
using Amazon.Personalize;
using Amazon.Runtime;
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

    private IAmazonPersonalize Personalize => Connection.Personalize;

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
            var response = await operation(request, cancellationToken).ConfigureAwait(false);
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
            throw ServiceErrors.ToException(name, error, target);
        }
        catch (HttpRequestException error)
        {
            throw ServiceErrors.NoConnection(name, error, target);
        }
    }

    /// <summary>All items of a list operation, page by page; <paramref name="read"/> gives a page's items and the token of the next.</summary>
    private async Task<List<TItem>> ListAsync<TRequest, TResponse, TItem>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation,
        Func<string?, TRequest> request,
        Func<TResponse, (List<TItem>? Items, string? Next)> read,
        CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        List<TItem> all = [];
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
