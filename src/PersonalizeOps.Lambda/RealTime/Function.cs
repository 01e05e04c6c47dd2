using System.Globalization;
using System.Text.Json;
using Amazon.PersonalizeRuntime;
using Amazon.PersonalizeRuntime.Model;
using Amazon.S3;

namespace PersonalizeOps.Lambda.RealTime;

/// <summary>
/// Answers recommendations with titles for an API, in both of its integration shapes. A proxy integration gets status and body; for a non-proxy
/// integration an error's message begins with its status, by which the API selects the answer.
/// </summary>
public sealed class Function
{
    private readonly IAmazonPersonalizeRuntime _runtime;
    private readonly TitleCache _titles;
    private readonly string _campaignArn;
    private readonly string? _filterArn;

    /// <summary>Makes the function with the settings of its environment: CAMPAIGN_ARN, MOVIES_URI and, if there is one, FILTER_ARN.</summary>
    public Function()
        : this(
            new AmazonPersonalizeRuntimeClient(),
            new AmazonS3Client(),
            FunctionSettings.Required("CAMPAIGN_ARN"),
            FunctionSettings.Required("MOVIES_URI"),
            FunctionSettings.Optional("FILTER_ARN"))
    {
    }

    internal Function(IAmazonPersonalizeRuntime runtime, IAmazonS3 s3, string campaignArn, string moviesUri, string? filterArn)
    {
        _runtime = runtime;
        _titles = new TitleCache(s3, S3Uri.Parse(moviesUri));
        _campaignArn = campaignArn;
        _filterArn = filterArn;
    }

    /// <summary>Handles a request of API Gateway.</summary>
    /// <param name="input">The request's JSON: of a proxy integration, or an object with user_id, num_results and context.</param>
    /// <returns>The answer's JSON in the shape of the integration.</returns>
    /// <exception cref="FunctionException">In a non-proxy integration: the message is the status, a colon and what was wrong.</exception>
    public Stream Handler(Stream input) => HandleAsync(JsonStream.Read(input)).GetAwaiter().GetResult();

    private async Task<Stream> HandleAsync(JsonElement json)
    {
        var isProxy = json.Member("requestContext") is not null;
        try
        {
            var request = RecommendationRequest.Read(isProxy ? json.Member("queryStringParameters") ?? default : json);
            var response = await RecommendAsync(request);
            var titles = await _titles.GetAsync();
            return isProxy
                ? Proxy(200, writer => WriteAnswer(writer, request, response, titles))
                : JsonStream.Write(writer => WriteAnswer(writer, request, response, titles));
        }
        catch (RequestException exception) when (isProxy)
        {
            return Proxy(exception.Status, writer => WriteMessage(writer, exception.Message));
        }
        catch (RequestException exception)
        {
            throw new FunctionException($"{exception.Status}: {exception.Message}", exception);
        }
        catch (Exception exception) when (isProxy)
        {
            // What failed inside, whatever it was, is for the log and not for the caller.
            FunctionLog.Write("The recommendation failed.", ("error", exception.Message));
            return Proxy(500, writer => WriteMessage(writer, "The recommendation failed."));
        }
    }

    private async Task<GetRecommendationsResponse> RecommendAsync(RecommendationRequest request)
    {
        try
        {
            return await _runtime.GetRecommendationsAsync(new GetRecommendationsRequest
            {
                CampaignArn = _campaignArn,
                UserId = request.UserId,
                NumResults = request.NumResults,
                Context = request.Context,
                FilterArn = _filterArn,
            });
        }
        catch (ResourceNotFoundException exception)
        {
            throw new RequestException(404, $"The campaign {_campaignArn} does not exist.", exception);
        }
        catch (InvalidInputException exception)
        {
            throw new RequestException(400, exception.Message, exception);
        }
    }

    private static void WriteAnswer(
        Utf8JsonWriter writer, RecommendationRequest request, GetRecommendationsResponse response, Data.MovieCatalog titles)
    {
        writer.WriteStartObject();
        writer.WriteString("userId", request.UserId);
        writer.WriteString("recommendationId", response.RecommendationId);
        writer.WriteStartArray("recommendations");
        foreach (var item in response.ItemList ?? [])
        {
            WriteItem(writer, item, titles.Find(item.ItemId));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, PredictedItem item, Data.Movie? movie)
    {
        writer.WriteStartObject();
        writer.WriteString("itemId", item.ItemId);
        if (movie is not null)
        {
            writer.WriteString("title", movie.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{movie.Title} ({year})") : movie.Title);
            writer.WriteString("genres", movie.Genres);
        }

        if (item.Score is { } score)
        {
            writer.WriteNumber("score", score);
        }

        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }

    private static Stream Proxy(int status, Action<Utf8JsonWriter> writeBody)
    {
        using var body = new StreamReader(JsonStream.Write(writeBody));
        var text = body.ReadToEnd();
        return JsonStream.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode", status);
            writer.WriteStartObject("headers");
            writer.WriteString("Content-Type", "application/json");
            writer.WriteEndObject();
            writer.WriteString("body", text);
            writer.WriteBoolean("isBase64Encoded", false);
            writer.WriteEndObject();
        });
    }
}
