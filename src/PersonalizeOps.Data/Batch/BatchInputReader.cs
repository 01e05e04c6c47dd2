using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Reads the input of batch inference and batch segment jobs. A bad line becomes a line with an error, as in the service, and never an exception.</summary>
public static class BatchInputReader
{
    private const char Replacement = '\uFFFD';

    /// <summary>Reads line by line; empty lines are passed over.</summary>
    /// <param name="stream">The JSON lines in UTF-8; the stream stays open.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static async IAsyncEnumerable<BatchInputLine> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(line.Trim());
        }
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">The text of the line.</param>
    public static BatchInputLine Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Contains(Replacement, StringComparison.Ordinal))
            return Bad("The line is not UTF-8", JsonText(line));

        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(document.RootElement, line);
        }
        catch (JsonException)
        {
            return Bad("The line is not valid JSON", JsonText(line));
        }
    }

    private static BatchInputLine Parse(JsonElement input, string line)
    {
        if (input.ValueKind != JsonValueKind.Object)
            return Bad("The line must be a JSON object such as {\"userId\": \"1\"}", line);

        try
        {
            return new BatchInputLine(BatchJson.FindId(input, "userId"), BatchJson.FindId(input, "itemId"), Values(input, "filterValues"), null, line)
            {
                ItemList = ItemList(input),
                Context = Values(input, "context"),
                ItemAttributes = BatchJson.FindId(input, "itemAttributes"),
            };
        }
        catch (JsonException e)
        {
            return Bad(e.Message, line);
        }
        catch (InvalidOperationException)
        {
            return Bad("The line has a text with half of a surrogate pair", line);
        }
    }

    private static List<string>? ItemList(JsonElement input)
    {
        if (!input.TryGetProperty("itemList", out var items) || items.ValueKind == JsonValueKind.Null)
            return null;
        if (items.ValueKind != JsonValueKind.Array)
            throw new JsonException("itemList must be a list");

        return [.. items.EnumerateArray().Select(item => BatchJson.Id(item, "an item of itemList"))];
    }

    private static Dictionary<string, string>? Values(JsonElement input, string property)
    {
        if (!input.TryGetProperty(property, out var values) || values.ValueKind == JsonValueKind.Null)
            return null;
        if (values.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{property} must be an object");

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values.EnumerateObject())
            found[value.Name] = BatchJson.Id(value.Value, $"{property}.{value.Name}");

        return found;
    }

    private static BatchInputLine Bad(string reason, string rawJson) => new(null, null, null, $"User error: {reason}", rawJson);

    private static string JsonText(string line) => $"\"{JsonEncodedText.Encode(line, BatchJson.Compact.Encoder)}\"";
}
