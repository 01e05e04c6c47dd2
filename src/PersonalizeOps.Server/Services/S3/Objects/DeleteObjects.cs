using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Deletes up to 1,000 objects; says for each how it went.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class DeleteObjects(ObjectStore store, ServerOptions options) : IS3Operation
{
    private const int MostKeys = 1000;

    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        if (request.Header("Content-MD5") is null && !Integrity.Of(request).IsNamed)
        {
            throw Errors.InvalidRequest("Missing required header for this request: Content-MD5");
        }

        var document = await request.ReadXmlAsync("Delete", options.MaxDocumentBytes, cancellationToken);
        var objects = document.Children("Object").ToList();
        if (objects.Count is 0 or > MostKeys || objects.Exists(each => string.IsNullOrEmpty(each.Text("Key"))))
        {
            throw Errors.MalformedXml();
        }

        var quiet = document.Text("Quiet") == "true";
        return S3Response.OfXml("DeleteResult", objects.Select(each => Delete(request.Bucket, each, quiet)));
    }

    private XElement? Delete(string bucket, XElement entry, bool quiet)
    {
        var key = entry.Text("Key")!;
        try
        {
            S3Address.CheckKey(key);
            var version = S3Support.Version(entry.Text("VersionId"));
            var deletion = store.Delete(bucket, key, version, Conditions.OfDelete(key, entry.Text("ETag")));
            return quiet ? null : Deleted(key, version, deletion);
        }
        catch (ServiceError error)
        {
            return new XElement("Error", new XElement("Key", key), new XElement("Code", error.Code), new XElement("Message", error.Message));
        }
    }

    private static XElement Deleted(string key, string? version, ObjectDeletion deletion) => new(
        "Deleted",
        new XElement("Key", key),
        version is null ? null : new XElement("VersionId", version),
        deletion.IsMarker ? new XElement("DeleteMarker", true) : null,
        deletion.IsMarker ? new XElement("DeleteMarkerVersionId", deletion.Version) : null);
}
