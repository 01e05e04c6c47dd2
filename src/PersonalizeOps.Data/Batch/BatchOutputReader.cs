using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Reads the <c>.out</c> files of batch inference and batch segment jobs.</summary>
public static class BatchOutputReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the output of a batch inference job line by line; empty lines are passed over. Lines that failed come with their error.</summary>
    /// <param name="stream">The JSON lines in UTF-8; the stream stays open.</param>
    /// <param name="fileName">The name that errors show.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BatchOutputException">A line is no output of batch inference.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static IAsyncEnumerable<BatchOutputLine> ReadAsync(Stream stream, string fileName, CancellationToken cancellationToken = default) =>
        ReadAsync(stream, fileName, Parse, cancellationToken);

    /// <summary>Reads the output of a batch segment job line by line; empty lines are passed over. Lines that failed come with their error.</summary>
    /// <param name="stream">The JSON lines in UTF-8; the stream stays open.</param>
    /// <param name="fileName">The name that errors show.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <remarks>Reads <c>usersList</c>, which the service writes, and <c>recommendedUsers</c>, which its guide shows.</remarks>
    /// <exception cref="BatchOutputException">A line is no output of a batch segment job.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static IAsyncEnumerable<BatchSegmentLine> ReadSegmentsAsync(
        Stream stream, string fileName, CancellationToken cancellationToken = default) =>
        ReadAsync(stream, fileName, ParseSegment, cancellationToken);

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream, string fileName, Func<JsonElement, T> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        long number = 0;
        while (await ReadLineAsync(reader, fileName, ++number, cancellationToken).ConfigureAwait(false) is { } line)
        {
            var text = number == 1 ? line.TrimStart('\uFEFF') : line;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, fileName, number, parse);
        }
    }

    private static async ValueTask<string?> ReadLineAsync(StreamReader reader, string fileName, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException e)
        {
            throw new BatchOutputException(fileName, number, "the text from here on is not UTF-8", e);
        }
    }

    private static T Parse<T>(string text, string fileName, long number, Func<JsonElement, T> parse)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new BatchOutputException(fileName, number, e.Message.TrimEnd('.'), e);
        }
        catch (InvalidOperationException e)
        {
            throw new BatchOutputException(fileName, number, "a text has half of a surrogate pair", e);
        }
    }

    private static BatchOutputLine Parse(JsonElement line)
    {
        var (input, output, error) = Members(line);
        if (error is null && output?.TryGetProperty("recommendedItems", out _) != true)
            throw new JsonException("the line has no recommendedItems and no error; it is no output of a batch inference job");

        var items = output is { } found ? ReadIds(found, "recommendedItems") : [];
        var scores = output is { } scored ? ReadScores(scored, items.Count) : null;
        return new BatchOutputLine(InputId(input, "userId", error), InputId(input, "itemId", error), items, scores, error);
    }

    private static BatchSegmentLine ParseSegment(JsonElement line)
    {
        var (input, output, error) = Members(line);
        var name = output?.TryGetProperty("usersList", out _) == true ? "usersList" : "recommendedUsers";
        if (error is null && output?.TryGetProperty(name, out _) != true)
            throw new JsonException("the line has no usersList and no error; it is no output of a batch segment job");

        var users = output is { } found ? ReadIds(found, name) : [];
        return new BatchSegmentLine(InputId(input, "itemId", error), InputId(input, "itemAttributes", error), users, error);
    }

    private static (JsonElement Input, JsonElement? Output, string? Error) Members(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("input", out var input))
            throw new JsonException("the line is not an object with input, output and error");

        var hasOutput = line.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Object;
        return (input, hasOutput ? output : null, ReadError(line));
    }

    // The input of a line that failed may be anything: that may be why it did.
    private static string? InputId(JsonElement input, string property, string? error)
    {
        try
        {
            return input.ValueKind == JsonValueKind.Object ? BatchJson.FindId(input, property) : null;
        }
        catch (Exception e) when (error is not null && e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ReadError(JsonElement line)
    {
        if (!line.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
            return null;

        return error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetRawText();
    }

    private static List<string> ReadIds(JsonElement output, string property)
    {
        if (!output.TryGetProperty(property, out var ids) || ids.ValueKind == JsonValueKind.Null)
            return [];
        if (ids.ValueKind != JsonValueKind.Array)
            throw new JsonException($"{property} is not a list");

        return [.. ids.EnumerateArray().Select(id => BatchJson.Id(id, $"an entry of {property}"))];
    }

    private static List<double>? ReadScores(JsonElement output, int items)
    {
        if (!output.TryGetProperty("scores", out var scores) || scores.ValueKind == JsonValueKind.Null)
            return null;
        if (scores.ValueKind != JsonValueKind.Array || scores.GetArrayLength() != items)
            throw new JsonException($"scores must be a list with a number for each of the {items} items");

        var numbers = new List<double>(items);
        foreach (var score in scores.EnumerateArray())
        {
            if (score.ValueKind != JsonValueKind.Number)
                throw new JsonException($"the score {score.GetRawText()} is not a number");

            numbers.Add(score.GetDouble());
        }

        return numbers;
    }
}
