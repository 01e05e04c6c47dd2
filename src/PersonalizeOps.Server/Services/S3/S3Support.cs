using System.Xml.Linq;
using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Small things that several operations need.</summary>
internal static class S3Support
{
    /// <summary>Finds the bucket of a request.</summary>
    /// <exception cref="ServiceError">NoSuchBucket.</exception>
    public static BucketInfo RequireBucket(this ObjectStore store, string bucket) => store.FindBucket(bucket) ?? throw Errors.NoSuchBucket(bucket);

    /// <summary>Finds the object of a request.</summary>
    /// <exception cref="ServiceError">NoSuchKey, NoSuchBucket.</exception>
    public static ObjectInfo RequireObject(this ObjectStore store, string bucket, string key) => store.Head(bucket, key) ?? throw store.Missing(bucket, key);

    /// <summary>Makes the error for an object, or a version of it, that is not there.</summary>
    public static ServiceError Missing(this ObjectStore store, string bucket, string key, string? version = null)
    {
        if (!store.BucketExists(bucket))
        {
            return Errors.NoSuchBucket(bucket);
        }

        var marker = store.FindMarker(bucket, key, version);
        return version is null ? Errors.NoSuchKey(key, marker)
            : marker is null ? Errors.NoSuchVersion(key, version)
            : Errors.IsMarker(marker);
    }

    /// <summary>Finds the upload of a request.</summary>
    /// <exception cref="ServiceError">NoSuchUpload, NoSuchBucket.</exception>
    public static UploadInfo RequireUpload(this ObjectStore store, S3Request request)
    {
        var id = request.Query("uploadId")!;
        return store.FindUpload(request.Bucket, request.Key, id)
            ?? throw (store.BucketExists(request.Bucket) ? Errors.NoSuchUpload(id) : Errors.NoSuchBucket(request.Bucket));
    }

    /// <summary>Reads a number in the query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="otherwise">The value without the parameter.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value that is taken for what it is; larger ones count as it.</param>
    /// <exception cref="ServiceError">InvalidArgument.</exception>
    public static int Number(this S3Request request, string name, int otherwise, int least, int greatest)
    {
        var text = request.Query(name);
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, out var value) && value >= least
            ? Math.Min(value, greatest)
            : throw Errors.InvalidArgument(name, text, $"Argument {name} must be an integer between {least} and {int.MaxValue}");
    }

    /// <summary>Tells whether keys in a list are to be percent-coded.</summary>
    /// <exception cref="ServiceError">InvalidArgument: a coding that does not exist.</exception>
    public static bool WantsUrlEncoding(this S3Request request) => request.Query("encoding-type") switch
    {
        null or "" => false,
        "url" => true,
        var other => throw Errors.InvalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };

    /// <summary>Writes a key or prefix of a list.</summary>
    public static string Encode(string text, bool encode) => encode ? PercentCoding.Encode(text, keepSlash: true) : text;

    /// <summary>Makes the elements of common prefixes.</summary>
    public static IEnumerable<XElement> CommonPrefixes(IEnumerable<string> prefixes, bool encode) =>
        prefixes.Select(prefix => new XElement("CommonPrefixes", new XElement("Prefix", Encode(prefix, encode))));

    /// <summary>Reads the id of a version.</summary>
    /// <returns>The id, or null where none is given.</returns>
    /// <exception cref="ServiceError">InvalidArgument: no id.</exception>
    public static string? Version(string? text) => text is null or ObjectStore.NullVersion || (text.Length == 32 && text.All(char.IsAsciiLetterOrDigit))
        ? text
        : throw Errors.InvalidArgument("versionId", text, "Invalid version id specified");
}
