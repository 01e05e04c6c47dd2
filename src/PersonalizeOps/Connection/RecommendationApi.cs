using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Calls the API of a prediction stack: signed with SigV4, or with an API key.</summary>
internal sealed class RecommendationApi(Uri uri, string region, AWSCredentials? credentials, string? apiKey, Action<string> trace) : IDisposable
{
    private const string Service = "execute-api";
    private const int Attempts = 4;
    private const int LargestAnswer = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    // A signature or a key is for this address only: redirections are not followed.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };

    /// <summary>The address to call.</summary>
    /// <exception cref="PersonalizeException">It is no address of the web, or one without encryption on another machine.</exception>
    public static Uri Check(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0
            ? throw new PersonalizeException("InvalidUri", ErrorCategory.InvalidArgument,
                $"'{text}' is no address of an API: write https://HOST/STAGE/recommendations, without a query.", text)
        : uri.Scheme == "http" && !uri.IsLoopback
            ? throw new PersonalizeException("InsecureUri", ErrorCategory.SecurityError,
                $"{text} is not encrypted, so that ids, keys and answers would be open to all between: use https. Only this machine may be called by http.", text)
        : uri;

    /// <summary>The region in the address of API Gateway; null for a domain of one's own.</summary>
    public static string? RegionOf(Uri uri) => uri.Host.Split('.') is [_, Service, var region, ..] ? region : null;

    /// <summary>Films for a user; being told to call less is waited out a few times.</summary>
    /// <exception cref="PersonalizeException">The API refused or failed.</exception>
    public async Task<IReadOnlyList<MovieRecommendation>> GetAsync(IReadOnlyDictionary<string, string> query, string userId, CancellationToken cancellationToken)
    {
        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            var (status, body) = await SendAsync(query, userId, cancellationToken).ConfigureAwait(false);
            if (status == HttpStatusCode.OK)
                return Read(body, userId);
            if (attempt == Attempts || status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                throw Refused(status, body, userId);
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        IReadOnlyDictionary<string, string> query, string userId, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var message = await MessageAsync(query).ConfigureAwait(false);
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            trace($"GET {uri}: {(int)response.StatusCode}, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
            return (response.StatusCode, body);
        }
        catch (HttpRequestException error)
        {
            throw new PersonalizeException("InvokeRecommendationApi.ConnectionFailed", ErrorCategory.ConnectionError, $"{uri.Authority} does not answer: {error.Message}",
                userId, "Check the address: it is the output ApiUrl of the stack.", error);
        }
        catch (TaskCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PersonalizeException("InvokeRecommendationApi.Timeout", ErrorCategory.OperationTimeout,
                $"{uri.Authority} did not answer in {Patience.TotalSeconds:0} s.", userId, "Try again.", error);
        }
    }

    private async Task<HttpRequestMessage> MessageAsync(IReadOnlyDictionary<string, string> query)
    {
        if (apiKey is null && credentials is not null)
            return await SignedHttp.CreateAsync(HttpMethod.Get, uri, Service, region, credentials, query).ConfigureAwait(false);
        var text = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(uri) { Query = text }.Uri);
        message.Headers.TryAddWithoutValidation("x-api-key", apiKey);
        return message;
    }

    private List<MovieRecommendation> Read(string body, string userId)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var rank = 0;
            var id = Text(document.RootElement, "recommendationId");
            return [.. document.RootElement.GetProperty("recommendations").EnumerateArray().Select(item => ToMovie(item, ++rank, userId, id))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PersonalizeException("InvokeRecommendationApi.NoAnswer", ErrorCategory.InvalidResult,
                $"{uri} answered with something else than recommendations: {Shorten(body)}", userId, "Is it the output ApiUrl of a prediction stack?", error);
        }
    }

    private MovieRecommendation ToMovie(JsonElement item, int rank, string userId, string? recommendationId)
    {
        var (title, year) = Text(item, "title") is { } raw ? TitleYear.Split(raw) : (null, null);
        return new MovieRecommendation
        {
            UserId = userId,
            Rank = rank,
            ItemId = Text(item, "itemId") ?? throw new FormatException("An item has no itemId."),
            Title = title,
            Year = year,
            Genres = Text(item, "genres"),
            Score = item.TryGetProperty("score", out var score) ? score.GetDouble() : null,
            Campaign = uri.Authority,
            RecommendationId = recommendationId,
        };
    }

    private PersonalizeException Refused(HttpStatusCode status, string body, string userId)
    {
        var said = MessageOf(body);
        var (id, category, action) = status switch
        {
            HttpStatusCode.BadRequest => ("BadRequest", ErrorCategory.InvalidArgument, "Check the user id, -NumResults and -Context."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ("Forbidden", ErrorCategory.PermissionDenied, apiKey is not null
                ? "Check the API key, and that the stack was made with ApiAuthorization API_KEY."
                : "The identity of Get-PersonalizeConnection needs execute-api:Invoke on this API, and the address its region and stage; a stack with ApiAuthorization API_KEY wants -ApiKey."),
            HttpStatusCode.NotFound => ("NotFound", ErrorCategory.ObjectNotFound, "Does the campaign of the stack exist and is it ACTIVE? Is the address complete, with stage and path?"),
            HttpStatusCode.TooManyRequests => ("TooManyRequests", ErrorCategory.ResourceUnavailable, "Lower -ThrottleLimit, or raise ThrottleRate and ThrottleBurst of the stack."),
            _ when (int)status >= 500 => ("ServerFailure", ErrorCategory.ResourceUnavailable, "The stack's log group of the API and of the function says why; Get-WorkflowTrace shows where."),
            _ => ($"Http{(int)status}", ErrorCategory.InvalidResult, "Check the address: it is the output ApiUrl of the stack."),
        };
        return new PersonalizeException($"InvokeRecommendationApi.{id}", category, $"The API answered {(int)status} for user {userId}: {said}", userId, action);
    }

    private static string MessageOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Text(document.RootElement, "message") ?? Text(document.RootElement, "Message") ?? Shorten(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Shorten(body);
        }
    }

    private static string Shorten(string body) => body.Length == 0 ? "nothing" : body.Length <= 200 ? body : body[..200] + "…";

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
