using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Amazon.Runtime;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <content>What the local server tells beyond Amazon Personalize.</content>
internal sealed partial class PersonalizeApi
{
    // One for all: a client holds its connections. A signature is for one address only, so redirections are not followed.
    private static readonly HttpClient LocalHttp = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), Proxy = OutwardProxy.Instance })
    {
        Timeout = TimeSpan.FromSeconds(100),
        MaxResponseContentBufferSize = 64 << 20,
    };

    /// <summary>The endpoint of a server that may be a local one.</summary>
    /// <exception cref="PersonalizeException">The connection leads to AWS.</exception>
    public Uri RequireLocalServer() => Connection.Target.Endpoint
        ?? throw new PersonalizeException("LocalServerOnly", ErrorCategory.NotImplemented, "Amazon Personalize does not tell this; the local server does.", Connection.Name,
            "Train on the local server: Connect-Personalize -Local.");

    /// <summary>The items of a user's history that a recommendation owes its score to, by item, and their shares.</summary>
    /// <exception cref="PersonalizeException">The connection leads to AWS, or the server refused.</exception>
    public async Task<IReadOnlyList<(string ItemId, double Share)>> ExplainAsync(
        string campaignArn, string userId, string itemId, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["campaignArn"] = campaignArn, ["userId"] = userId, ["itemIds"] = new[] { itemId } });
        return await AskLocalAsync<IReadOnlyList<(string ItemId, double Share)>>(
            "ExplainRecommendation", "explanations", body, itemId,
            answer => [.. answer.GetProperty("explanations")[0].GetProperty("contributions").EnumerateArray()
                .Select(contribution => (contribution.GetProperty("itemId").GetString()!, contribution.GetProperty("share").GetDouble()))],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the search for hyperparameters of a solution version tried; none when it was trained without one.</summary>
    /// <exception cref="PersonalizeException">The connection leads to AWS, or the server refused.</exception>
    public async Task<IReadOnlyList<TuningTrial>> GetTrialsAsync(string versionArn, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["solutionVersionArn"] = versionArn });
        return await AskLocalAsync<IReadOnlyList<TuningTrial>>(
            "GetTuningTrial", "trials", body, versionArn,
            answer => [.. answer.GetProperty("trials").EnumerateArray().Select(trial => ToTrial(trial, versionArn))], cancellationToken).ConfigureAwait(false);
    }

    private static TuningTrial ToTrial(JsonElement trial, string versionArn)
    {
        var metrics = trial.GetProperty("metrics").EnumerateObject().ToDictionary(metric => metric.Name, metric => metric.Value.GetDouble());
        return new TuningTrial
        {
            Solution = ResourceArn.NameOf(versionArn),
            SolutionVersionArn = versionArn,
            Number = trial.GetProperty("number").GetInt32(),
            IsBest = trial.GetProperty("isBest").GetBoolean(),
            Objective = trial.GetProperty("objective").GetDouble(),
            NdcgAt10 = metrics.TryGetValue("normalized_discounted_cumulative_gain_at_10", out var gain) ? gain : null,
            MrrAt25 = metrics.TryGetValue("mean_reciprocal_rank_at_25", out var rank) ? rank : null,
            HyperParameter = trial.GetProperty("hyperParameters").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!),
            Metric = metrics,
        };
    }

    /// <summary>Asks the local server; what another server says to such a request is an error too.</summary>
    private async Task<TAnswer> AskLocalAsync<TAnswer>(
        string operation, string path, byte[] body, string target, Func<JsonElement, TAnswer> read, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await PostLocalAsync(operation, path, body, target, cancellationToken).ConfigureAwait(false));
            return read(answer.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or IndexOutOfRangeException or InvalidOperationException or FormatException)
        {
            throw new PersonalizeException($"{operation}.NoAnswer", ErrorCategory.InvalidResult, $"{Connection.Endpoint} answered with something else than was asked for.", target,
                "Is it a local server of PersonalizeOps?", error);
        }
    }

    private async Task<byte[]> PostLocalAsync(string operation, string path, byte[] body, string target, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = await SignedHttp.CreateAsync(
                HttpMethod.Post, new Uri(RequireLocalServer(), $"local/{path}"), "personalize", Connection.Region, Connection.Target.Credentials, new Dictionary<string, string>(), body)
                .ConfigureAwait(false);
            using var response = await LocalHttp.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var requestId = response.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.First() : null;
            trace($"{operation}: {(int)response.StatusCode}, {Elapsed(started)}, request id {requestId}");
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? content : throw ServiceErrors.ToException(operation, ToError(content, requestId, response.StatusCode), target);
        }
        catch (HttpRequestException error)
        {
            throw ServiceErrors.NoConnection(operation, error, target);
        }
    }

    private static AmazonServiceException ToError(byte[] content, string? requestId, System.Net.HttpStatusCode status)
    {
        using var error = JsonDocument.Parse(content);
        return new AmazonServiceException(
            Text("message") ?? Text("Message") ?? $"The server answered {(int)status}.", ErrorType.Sender, Text("__type"), requestId, status);

        string? Text(string name) => error.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
