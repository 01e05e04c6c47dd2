using System.Globalization;
using System.Text.Json;

namespace PersonalizeOps.Lambda.RealTime;

/// <summary>What a caller of the API asks.</summary>
internal sealed record RecommendationRequest(string UserId, int? NumResults, Dictionary<string, string>? Context)
{
    private const int LongestId = 256;
    private const int MostResults = 500;

    /// <summary>Reads user_id, num_results and context (a JSON object of texts); empty counts as absent.</summary>
    /// <exception cref="RequestException">One of them is missing or malformed.</exception>
    public static RecommendationRequest Read(JsonElement parameters)
    {
        var user = parameters.Text("user_id");
        if (string.IsNullOrWhiteSpace(user))
        {
            throw new RequestException(400, "The parameter user_id is missing.");
        }

        if (user.Length > LongestId)
        {
            throw new RequestException(400, $"The parameter user_id is longer than {LongestId} characters.");
        }

        return new RecommendationRequest(user, ReadCount(parameters.Text("num_results")), ReadContext(parameters.Text("context")));
    }

    private static int? ReadCount(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostResults
            ? count
            : throw new RequestException(400, $"The parameter num_results is '{text}'; it must be a whole number from 0 to {MostResults}.");
    }

    private static Dictionary<string, string>? ReadContext(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text);
        }
        catch (JsonException exception)
        {
            throw new RequestException(400, "The parameter context must be a JSON object of texts, such as {\"DEVICE\":\"phone\"}.", exception);
        }
    }
}
