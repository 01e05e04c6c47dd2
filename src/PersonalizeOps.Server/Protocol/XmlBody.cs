using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PersonalizeOps.Server.Protocol;

/// <summary>Reading and writing XML bodies.</summary>
internal static class XmlBody
{
    /// <summary>Writes an element as the whole body.</summary>
    public static async Task WriteAsync(HttpResponse response, string contentType, XElement root)
    {
        var bytes = ToBytes(root);
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }

    /// <summary>Gives an element as a document in UTF-8.</summary>
    public static byte[] ToBytes(XElement root)
    {
        using var buffer = new MemoryStream();
        // Control characters in keys go out as character references, as S3 writes them; strict XML has none.
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false, NewLineHandling = NewLineHandling.Entitize };
        using (var writer = XmlWriter.Create(buffer, settings))
        {
            root.Save(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a body, at most so long.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">The largest length, in bytes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The root.</returns>
    /// <exception cref="ServiceError">MalformedXML.</exception>
    public static async Task<XElement> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        using var bytes = await BodyBuffer.ReadAsync(body, limit, cancellationToken);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
        try
        {
            using var reader = XmlReader.Create(bytes, settings);
            var root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return root.DescendantNodes().OfType<XText>().All(text => IsText(text.Value)) ? root : throw Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw Errors.MalformedXml();
        }
    }

    /// <summary>Takes out what XML cannot hold, so that a message about a bad request is itself well-formed.</summary>
    public static string Clean(string text) =>
        text.All(IsAllowed) ? text : string.Concat(text.Select(character => IsAllowed(character) ? character : '?'));

    // A character reference may stand for half of a surrogate pair.
    private static bool IsText(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static bool IsAllowed(char character) => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character);
}
