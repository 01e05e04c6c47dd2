using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Walks the pages of an operation that continues by a token.</summary>
/// <typeparam name="TRequest">The request's class.</typeparam>
/// <typeparam name="TResponse">The response's class.</typeparam>
/// <param name="request">The first request; its token is moved from page to page, as the SDK does.</param>
/// <param name="call">Calls the operation.</param>
/// <param name="setToken">Sets the request's token.</param>
/// <param name="getToken">Reads the response's token.</param>
public sealed class TokenPaginator<TRequest, TResponse>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> call,
    Action<TRequest, string?> setToken,
    Func<TResponse, string?> getToken) : IPaginator<TResponse>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse
{
    private int _used;

    /// <summary>Calls the operation once a page.</summary>
    /// <param name="cancellationToken">Stops the walk.</param>
    /// <returns>The pages.</returns>
    /// <exception cref="InvalidOperationException">The pages were already walked; ask the client for a new paginator.</exception>
    public async IAsyncEnumerable<TResponse> PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        string? token;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = await call(request, cancellationToken).ConfigureAwait(false);
            token = getToken(response);
            setToken(request, token);
            yield return response;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
