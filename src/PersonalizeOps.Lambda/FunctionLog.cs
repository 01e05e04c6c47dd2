using System.Text.Json;

namespace PersonalizeOps.Lambda;

/// <summary>Writes one JSON object a line, which CloudWatch Logs can search by field. Never payloads.</summary>
internal static class FunctionLog
{
    public static void Write(string message, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("message", message);
            foreach (var (name, value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        Console.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
