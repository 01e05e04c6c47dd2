using System.Security.Cryptography;
using System.Xml.Linq;
using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Reading documents that come as bodies.</summary>
internal static class XmlRequest
{
    /// <summary>Reads the body as XML, checking the digests that were sent with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="root">The root's name.</param>
    /// <param name="limit">The largest length, in bytes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ServiceError">MalformedXML, BadDigest.</exception>
    public static async Task<XElement> ReadXmlAsync(this S3Request request, string root, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(await request.ReadDocumentAsync(limit, cancellationToken));
        var element = await XmlBody.ReadAsync(body, limit, cancellationToken);
        return element.Name.LocalName == root ? element : throw Errors.MalformedXml();
    }

    /// <summary>Reads the body as a whole, checking the digests that were sent with it.</summary>
    /// <exception cref="ServiceError">BadDigest and what else the body is refused with.</exception>
    public static async Task<byte[]> ReadDocumentAsync(this S3Request request, int limit, CancellationToken cancellationToken)
    {
        using var buffer = await BodyBuffer.ReadAsync(request.Body, limit, cancellationToken);
        var content = buffer.ToArray();
        var integrity = Integrity.Of(request);
        using var checksum = Checksum.Create(integrity.Algorithm);
        checksum.Append(content);
#pragma warning disable CA5351 // The digest is S3's, not ours.
        integrity.Verify(request, MD5.HashData(content), checksum.Finish());
#pragma warning restore CA5351
        return content;
    }
}
