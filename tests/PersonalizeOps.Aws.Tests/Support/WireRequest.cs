using System.Text;
using System.Text.Json;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>An HTTP request as it came over the wire.</summary>
internal sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
