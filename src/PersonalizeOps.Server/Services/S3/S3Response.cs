using System.Xml.Linq;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>An answer of S3.</summary>
internal sealed class S3Response
{
    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Gets the headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the XML of the body, if that is what it is.</summary>
    public XElement? Xml { get; init; }

    /// <summary>Gets the bytes of the body, if that is what it is; disposed after the answer is written.</summary>
    public Stream? Content { get; init; }

    /// <summary>Makes an answer with an XML body.</summary>
    /// <param name="name">The root's name.</param>
    /// <param name="content">What it holds, in no namespace; S3's is put on.</param>
    public static S3Response OfXml(string name, params object?[] content) => new() { Xml = S3Xml.Qualify(new XElement(name, content)) };

    /// <summary>Says which version was written or read; buckets that keep none have nothing to say.</summary>
    public void WriteVersion(string? version)
    {
        if (version is not null)
        {
            Headers["x-amz-version-id"] = version;
        }
    }

    /// <summary>Makes an answer without body.</summary>
    public static S3Response Empty(int status = 200) => new() { Status = status };
}
