using System.Text.Json;

namespace PersonalizeOps.Waiting;

/// <summary>Finds the words in the cause of a failure, which services give as JSON, often as JSON within JSON.</summary>
internal static class FailureCause
{
    /// <summary>Where reasons stand, the nearest to a person first: Personalize, Glue, Lambda, a caught error, any service.</summary>
    private static readonly string[] Reasons = ["FailureReason", "failureReason", "ErrorMessage", "errorMessage", "Cause", "cause", "Message", "message", "Error", "error"];

    /// <summary>The words of a cause; the text itself when it is no JSON.</summary>
    public static string? InWords(string? cause)
    {
        if (string.IsNullOrWhiteSpace(cause))
            return null;
        try
        {
            using var document = JsonDocument.Parse(cause);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => Reason(document.RootElement) ?? cause,
                JsonValueKind.String => InWords(document.RootElement.GetString()),
                _ => cause,
            };
        }
        catch (JsonException)
        {
            return cause.Trim();
        }
    }

    /// <summary>The name of the error that a cause states, or null: the workflows end with the caught error as JSON.</summary>
    public static (string? Error, string? Cause) Caught(string? cause)
    {
        try
        {
            using var document = JsonDocument.Parse(cause ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Text(document.RootElement, "Error"), Text(document.RootElement, "Cause"))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Reason(JsonElement json) => Reasons
        .Select(name => InWords(Text(json, name)))
        .FirstOrDefault(words => words is not null);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
