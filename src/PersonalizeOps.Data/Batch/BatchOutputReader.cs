using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Reads the <c>.out</c> files of batch inference jobs.</summary>
public static class BatchOutputReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads line by line; empty lines are passed over. Lines that failed come with their error.</summary>
    /// <param name="stream">The JSON lines in UTF-8; the stream stays open.</param>
    /// <param name="fileName">The name that errors show.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BatchOutputException">A line is no output of batch inference.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static async IAsyncEnumerable<BatchOutputLine> ReadAsync(
        Stream stream, string fileName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(stream, Strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        long number = 0;
        while (await ReadLineAsync(reader, fileName, ++number, cancellationToken).ConfigureAwait(false) is { } line)
        {
            var text = number == 1 ? line.TrimStart('\uFEFF') : line;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, fileName, number);
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

    private static BatchOutputLine Parse(string text, string fileName, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new BatchOutputException(fileName, number, e.Message.TrimEnd('.'), e);
        }
    }

    private static BatchOutputLine Parse(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("input", out var input))
            throw new JsonException("the line is not an object with input, output and error");

        var error = ReadError(line);
        var hasOutput = line.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Object;
        if (error is null && (!hasOutput || !output.TryGetProperty("recommendedItems", out _)))
            throw new JsonException("the line has no recommendedItems and no error; only output of batch inference jobs can be read");

        var items = hasOutput ? ReadItems(output) : [];
        var scores = hasOutput ? ReadScores(output, items.Count) : null;
        return input.ValueKind == JsonValueKind.Object
            ? new BatchOutputLine(BatchJson.FindId(input, "userId"), BatchJson.FindId(input, "itemId"), items, scores, error)
            : new BatchOutputLine(null, null, items, scores, error);
    }

    private static string? ReadError(JsonElement line)
    {
        if (!line.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
            return null;

        return error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetRawText();
    }

    private static List<string> ReadItems(JsonElement output)
    {
        if (!output.TryGetProperty("recommendedItems", out var items) || items.ValueKind == JsonValueKind.Null)
            return [];
        if (items.ValueKind != JsonValueKind.Array)
            throw new JsonException("recommendedItems is not a list");

        return [.. items.EnumerateArray().Select(item => BatchJson.Id(item, "an item of recommendedItems"))];
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
