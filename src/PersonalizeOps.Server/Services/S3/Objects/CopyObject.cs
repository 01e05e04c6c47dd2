using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Copies an object, with its headers or new ones.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class CopyObject(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var headers = ObjectHeaderRules.Read(request);
        var condition = Conditions.OfWrite(request);
        await using var source = CopySource.Open(store, request, options.MaxObjectBytes);
        using var content = await store.StageAsync(source, Algorithm(request, source.Info), cancellationToken);
        var info = store.Put(request.Bucket, request.Key, content, Merge(request, source.Info.Headers, headers), condition);
        var response = S3Response.OfXml(
            "CopyObjectResult",
            new XElement("LastModified", S3Xml.Time(info.LastModified)),
            new XElement("ETag", $"\"{info.ETag}\""),
            ChecksumAnswer.Elements(info.Checksum));
        response.WriteVersion(info.Version);
        if (source.Info.Version is { } version)
        {
            response.Headers["x-amz-copy-source-version-id"] = version;
        }

        return response;
    }

    private static ObjectHeaders Merge(S3Request request, ObjectHeaders source, ObjectHeaders own)
    {
        var headers = Replaces(request) ? own : source;
        var tags = request.Header("x-amz-tagging-directive") switch
        {
            null or "COPY" => source.Tags,
            "REPLACE" => own.Tags,
            var other => throw Errors.InvalidArgument("x-amz-tagging-directive", other, "Unknown tagging directive."),
        };
        return headers with { Tags = tags };
    }

    private static bool Replaces(S3Request request) => request.Header("x-amz-metadata-directive") switch
    {
        "REPLACE" => true,
        null or "COPY" when CopySource.IsSelf(request) => throw Errors.InvalidRequest(
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
            + "storage class, website redirect location or encryption attributes."),
        null or "COPY" => false,
        var other => throw Errors.InvalidArgument("x-amz-metadata-directive", other, "Unknown metadata directive."),
    };

    private static ChecksumAlgorithm Algorithm(S3Request request, ObjectInfo source)
    {
        if (request.Header("x-amz-checksum-algorithm") is { } name)
        {
            return ChecksumAlgorithms.Find(name) ?? throw Errors.HeaderNotImplemented("x-amz-checksum-algorithm", name);
        }

        return source.Checksum?.Algorithm ?? ObjectStore.DefaultChecksum;
    }
}
