using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda;
using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>
/// Makes, changes and deletes campaigns, filters and event trackers for CloudFormation. It answers when the resource is ACTIVE or gone; work that
/// takes longer than one call may last goes on in another call of the function. A repeated delivery makes nothing twice, a deletion of what is
/// gone succeeds, and every failure is answered with its reason, so that a stack never waits in vain.
/// </summary>
public sealed class Function
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(13);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly IAmazonPersonalize _personalize;
    private readonly IAmazonLambda _lambda;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _ownName;

    /// <summary>Makes the function with the settings that Lambda gives.</summary>
    public Function()
        : this(
            new AmazonPersonalizeClient(),
            new AmazonLambdaClient(),
            new HttpClient(),
            TimeProvider.System,
            FunctionSettings.Required("AWS_LAMBDA_FUNCTION_NAME"))
    {
    }

    internal Function(IAmazonPersonalize personalize, IAmazonLambda lambda, HttpClient http, TimeProvider time, string ownName)
    {
        _personalize = personalize;
        _lambda = lambda;
        _http = http;
        _time = time;
        _ownName = ownName;
    }

    /// <summary>Handles a request of CloudFormation; the answer goes to the request's URL.</summary>
    /// <param name="input">The request's JSON.</param>
    /// <returns>An empty object.</returns>
    /// <exception cref="FunctionException">The event is not CloudFormation's.</exception>
    public Stream Handler(Stream input) => HandleAsync(input).GetAwaiter().GetResult();

    private async Task<Stream> HandleAsync(Stream input)
    {
        var request = ResourceRequest.Read(JsonStream.Read(input));
        var arn = request.Waiting ?? request.PhysicalResourceId;
        try
        {
            arn = await WorkAsync(request, arn);
        }
        catch (Exception exception)
        {
            // Without an answer, whatever failed, the stack would wait for an hour.
            FunctionLog.Write("The request failed.", ("type", request.ResourceType), ("error", exception.Message));
            await AnswerAsync(request, arn, exception.Message, null);
        }

        return JsonStream.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
    }

    private async Task<string?> WorkAsync(ResourceRequest request, string? arn)
    {
        var family = ResourceFamily.Of(request.ResourceType, _personalize);
        var isDeletion = request.RequestType == "Delete";

        // A creation that failed left no ARN behind, and there is nothing to delete.
        if (isDeletion && arn?.StartsWith("arn:", StringComparison.Ordinal) != true)
        {
            await AnswerAsync(request, arn, null, null);
            return arn;
        }

        if (request.Waiting is null)
        {
            arn = await BeginAsync(family, request, arn);
        }

        await WaitAsync(family, request, arn!, isDeletion);
        return arn;
    }

    private static async Task<string?> BeginAsync(ResourceFamily family, ResourceRequest request, string? arn)
    {
        switch (request.RequestType)
        {
            case "Create":
                return await family.CreateAsync(request, ArnStem(request));
            case "Update":
                return await family.UpdateAsync(request, ArnStem(request));
            default:
                await TryDeleteAsync(family, arn!);
                return arn;
        }
    }

    private static async Task TryDeleteAsync(ResourceFamily family, string arn)
    {
        try
        {
            await family.DeleteAsync(arn);
        }
        catch (ResourceNotFoundException)
        {
            // Somebody deleted it before.
        }
    }

    private async Task WaitAsync(ResourceFamily family, ResourceRequest request, string arn, bool isDeletion)
    {
        var started = _time.GetTimestamp();
        while (_time.GetElapsedTime(started) < Budget)
        {
            var state = await DescribeAsync(family, arn);
            if (isDeletion ? state.Status is null : state.Status is null or "ACTIVE" or "CREATE FAILED")
            {
                await AnswerAsync(request, arn, Problem(state, arn, isDeletion), state.Data);
                return;
            }

            await Task.Delay(Interval, _time);
        }

        await GoOnAsync(request, arn);
    }

    private static async Task<ResourceState> DescribeAsync(ResourceFamily family, string arn)
    {
        try
        {
            return await family.DescribeAsync(arn);
        }
        catch (ResourceNotFoundException)
        {
            return new ResourceState(null, null, new Dictionary<string, string>());
        }
    }

    private static string? Problem(ResourceState state, string arn, bool isDeletion) => state.Status switch
    {
        _ when isDeletion => null,
        "ACTIVE" => null,
        null => $"{arn} was deleted while it was being made.",
        var status => $"{arn} is {status}: {state.Reason ?? "the service gives no reason"}.",
    };

    private async Task GoOnAsync(ResourceRequest request, string arn)
    {
        var json = JsonNode.Parse(request.Json.GetRawText())!.AsObject();
        json["PersonalizeOpsWaiting"] = arn;
        FunctionLog.Write("The work goes on in another call.", ("arn", arn));
        await _lambda.InvokeAsync(new Amazon.Lambda.Model.InvokeRequest
        {
            FunctionName = _ownName,
            InvocationType = InvocationType.Event,
            Payload = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString())),
        });
    }

    private async Task AnswerAsync(ResourceRequest request, string? arn, string? problem, IReadOnlyDictionary<string, string>? data)
    {
        var answer = new JsonObject
        {
            ["Status"] = problem is null ? "SUCCESS" : "FAILED",
            ["Reason"] = problem ?? string.Empty,
            ["PhysicalResourceId"] = arn ?? $"none-{request.RequestId}",
            ["StackId"] = request.Json.Text("StackId"),
            ["RequestId"] = request.RequestId,
            ["LogicalResourceId"] = request.Json.Text("LogicalResourceId"),
            ["Data"] = JsonSerializer.SerializeToNode(data ?? new Dictionary<string, string>()),
        };
        var url = new Uri(request.Json.Text("ResponseURL")!);
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            throw new FunctionException("The ResponseURL is not https.");
        }

        // The URL's signature covers an empty content type.
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.ToJsonString()));
        content.Headers.ContentType = null as MediaTypeHeaderValue;
        using var response = await _http.PutAsync(url, content);
        response.EnsureSuccessStatusCode();
    }

    // arn:aws:cloudformation:REGION:ACCOUNT:stack/... tells partition, region and account.
    private static string ArnStem(ResourceRequest request) => request.Json.Text("StackId")?.Split(':') is [_, var partition, _, var region, var account, ..]
        ? $"arn:{partition}:personalize:{region}:{account}"
        : throw new FunctionException("The event has no StackId.");
}
