using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Lists a bucket's versions and delete markers in pages, by key and newest first.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListObjectVersions(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var (prefix, delimiter) = (request.Query("prefix") ?? "", request.Query("delimiter") ?? "");
        var (keyMarker, versionMarker) = (request.Query("key-marker") ?? "", request.Query("version-id-marker") ?? "");
        if (versionMarker.Length > 0 && keyMarker.Length == 0)
        {
            throw Errors.InvalidArgument("version-id-marker", versionMarker, "A version-id marker cannot be specified without a key marker.");
        }

        var encode = request.WantsUrlEncoding();
        var limit = request.Number("max-keys", otherwise: 1000, least: 0, greatest: 1000);
        var page = VersionListing.Read(store, request.Bucket, prefix, delimiter, keyMarker, versionMarker, limit);
        return Task.FromResult(S3Response.OfXml(
            "ListVersionsResult",
            new XElement("Name", request.Bucket),
            new XElement("Prefix", S3Support.Encode(prefix, encode)),
            new XElement("KeyMarker", S3Support.Encode(keyMarker, encode)),
            new XElement("VersionIdMarker", versionMarker),
            page.IsTruncated ? new XElement("NextKeyMarker", S3Support.Encode(page.LastKey, encode)) : null,
            page.IsTruncated && page.LastVersion.Length > 0 ? new XElement("NextVersionIdMarker", page.LastVersion) : null,
            new XElement("MaxKeys", limit),
            delimiter.Length == 0 ? null : new XElement("Delimiter", S3Support.Encode(delimiter, encode)),
            encode ? new XElement("EncodingType", "url") : null,
            new XElement("IsTruncated", page.IsTruncated),
            page.Versions.Select(version => Element(version, encode)),
            S3Support.CommonPrefixes(page.Prefixes, encode)));
    }

    private static XElement Element(ObjectVersion version, bool encode) => new(
        version.IsMarker ? "DeleteMarker" : "Version",
        new XElement("Key", S3Support.Encode(version.Info.Key, encode)),
        new XElement("VersionId", version.Info.Version ?? ObjectStore.NullVersion),
        new XElement("IsLatest", version.IsLatest),
        new XElement("LastModified", S3Xml.Time(version.Info.LastModified)),
        version.IsMarker ? null : new XElement("ETag", $"\"{version.Info.ETag}\""),
        version.IsMarker ? null : new XElement("Size", version.Info.Size),
        S3Xml.Owner("Owner"),
        version.IsMarker ? null : new XElement("StorageClass", "STANDARD"));
}
