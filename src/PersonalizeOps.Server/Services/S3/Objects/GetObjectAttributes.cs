using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Gives what is asked of an object's tag, checksum, parts, class and size.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetObjectAttributes(ObjectStore store) : IS3Operation
{
    private const string Header = "x-amz-object-attributes";
    private const int MostParts = 1000;

    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = S3Support.Version(request.Query("versionId"));
        var wanted = (request.Header(Header) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || wanted.Except(Known).Any())
        {
            throw Errors.InvalidArgument(Header, request.Header(Header) ?? "", $"The attributes must be some of {string.Join(", ", Known)}.");
        }

        IReadOnlyList<ObjectPart> parts = [];
        using var content = store.OpenRead(request.Bucket, request.Key, version, (_, found) =>
        {
            parts = found;
            return (0, 0);
        }) ?? throw store.Missing(request.Bucket, request.Key, version);
        var info = content.Info;
        var response = S3Response.OfXml("GetObjectAttributesResponse", Known.Where(wanted.Contains).Select(name => Attribute(name, info, parts)));
        response.Headers["Last-Modified"] = info.LastModified.ToString("r");
        response.WriteVersion(info.Version);
        return Task.FromResult(response);
    }

    private static XElement? Attribute(string name, ObjectInfo info, IReadOnlyList<ObjectPart> parts) => name switch
    {
        "ETag" => new XElement("ETag", info.ETag),
        "Checksum" => info.Checksum is null ? null : new XElement("Checksum", ChecksumAnswer.Elements(info.Checksum)),
        "ObjectParts" => info.ETag.Contains('-') ? Parts(info, parts) : null,
        "StorageClass" => new XElement("StorageClass", "STANDARD"),
        _ => new XElement("ObjectSize", info.Size),
    };

    private static XElement Parts(ObjectInfo info, IReadOnlyList<ObjectPart> parts) => new(
        "ObjectParts",
        new XElement("PartsCount", parts.Count),
        new XElement("MaxParts", MostParts),
        new XElement("IsTruncated", parts.Count > MostParts),
        parts.Take(MostParts).Select(part => new XElement(
            "Part",
            new XElement("PartNumber", part.Number),
            new XElement("Size", part.Size),
            info.Checksum is null || part.Checksum is null ? null : new XElement(info.Checksum.Algorithm.ElementName(), part.Checksum))));
}
