namespace PersonalizeOps.Server;

/// <content>S3's errors.</content>
internal static partial class Errors
{
    /// <summary>Escapes in the address do not decode.</summary>
    public static ServiceError InvalidUri() => new("InvalidURI", 400, "Couldn't parse the specified URI.");

    /// <summary>A body that should be XML is not, or not of the schema.</summary>
    public static ServiceError MalformedXml() =>
        new("MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>A parameter's value is none.</summary>
    public static ServiceError InvalidArgument(string name, string value, string message) =>
        new("InvalidArgument", 400, message) { Details = [new("ArgumentName", name), new("ArgumentValue", value)] };

    /// <summary>A request that makes no sense.</summary>
    public static ServiceError InvalidRequest(string message) => new("InvalidRequest", 400, message);

    /// <summary>No bucket of that name.</summary>
    public static ServiceError NoSuchBucket(string bucket) =>
        new("NoSuchBucket", 404, "The specified bucket does not exist") { Details = [new("BucketName", bucket)] };

    /// <summary>The name breaks S3's rules.</summary>
    public static ServiceError InvalidBucketName(string bucket) =>
        new("InvalidBucketName", 400, "The specified bucket is not valid.") { Details = [new("BucketName", bucket)] };

    /// <summary>The caller has a bucket of that name.</summary>
    public static ServiceError BucketAlreadyOwnedByYou(string bucket) =>
        new("BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it.")
        {
            Details = [new("BucketName", bucket)],
        };

    /// <summary>The bucket holds objects.</summary>
    public static ServiceError BucketNotEmpty(string bucket) =>
        new("BucketNotEmpty", 409, "The bucket you tried to delete is not empty") { Details = [new("BucketName", bucket)] };

    /// <summary>The location constraint is no region.</summary>
    public static ServiceError InvalidLocation(string location) =>
        new("InvalidLocationConstraint", 400, "The specified location-constraint is not valid") { Details = [new("LocationConstraint", location)] };

    /// <summary>The bucket has no policy.</summary>
    public static ServiceError NoSuchBucketPolicy(string bucket) =>
        new("NoSuchBucketPolicy", 404, "The bucket policy does not exist") { Details = [new("BucketName", bucket)] };

    /// <summary>A policy is no JSON object.</summary>
    public static ServiceError MalformedPolicy(string message) => new("MalformedPolicy", 400, message);

    /// <summary>No object of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="marker">The id of the delete marker that hides it, if one does.</param>
    public static ServiceError NoSuchKey(string key, string? marker = null) => new("NoSuchKey", 404, "The specified key does not exist.")
    {
        Details = [new("Key", key)],
        Headers = marker is null ? [] : [new("x-amz-delete-marker", "true"), new("x-amz-version-id", marker)],
    };

    /// <summary>The object has no such version.</summary>
    public static ServiceError NoSuchVersion(string key, string version) =>
        new("NoSuchVersion", 404, "The specified version does not exist.") { Details = [new("Key", key), new("VersionId", version)] };

    /// <summary>The version is a delete marker, which cannot be read.</summary>
    public static ServiceError IsMarker(string marker) => new("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
    {
        Details = [new("ResourceType", "DeleteMarker")],
        Headers = [new("x-amz-delete-marker", "true"), new("x-amz-version-id", marker)],
    };

    /// <summary>A tag breaks S3's rules.</summary>
    public static ServiceError InvalidTag(string message) => new("InvalidTag", 400, message);

    /// <summary>More tags than an object or bucket may have.</summary>
    public static ServiceError TooManyS3Tags(string message) => new("BadRequest", 400, message);

    /// <summary>The bucket has no tags.</summary>
    public static ServiceError NoSuchTagSet(string bucket) =>
        new("NoSuchTagSet", 404, "The TagSet does not exist") { Details = [new("BucketName", bucket)] };

    /// <summary>A bucket's configuration makes no sense together with the bucket.</summary>
    public static ServiceError InvalidBucketState(string message) => new("InvalidBucketState", 409, message);

    /// <summary>The key is longer than 1,024 bytes.</summary>
    public static ServiceError KeyTooLong(int size) => new("KeyTooLongError", 400, "Your key is too long")
    {
        Details = [new("Size", size.ToString()), new("MaxSizeAllowed", "1024")],
    };

    /// <summary>User metadata is longer than 2 KB.</summary>
    public static ServiceError MetadataTooLarge(int size) => new("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size")
    {
        Details = [new("Size", size.ToString()), new("MaxSizeAllowed", "2048")],
    };

    /// <summary>An object or part is too long.</summary>
    public static ServiceError EntityTooLarge(long limit) =>
        new("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size") { Details = [new("MaxSizeAllowed", limit.ToString())] };

    /// <summary>A part but the last is shorter than 5 MiB.</summary>
    public static ServiceError EntityTooSmall(long size, int part) =>
        new("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size")
        {
            Details = [new("ProposedSize", size.ToString()), new("MinSizeAllowed", "5242880"), new("PartNumber", part.ToString())],
        };

    /// <summary>The body ended early or went on.</summary>
    public static ServiceError IncompleteBody() =>
        new("IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header");

    /// <summary>Neither Content-Length nor a decoded length is given.</summary>
    public static ServiceError MissingContentLength() => new("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");

    /// <summary>The body is not the one that was signed.</summary>
    public static ServiceError ContentSha256Mismatch() =>
        new("XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.");

    /// <summary>A digest is no digest.</summary>
    public static ServiceError InvalidDigest() => new("InvalidDigest", 400, "The Content-MD5 you specified was invalid.");

    /// <summary>The content does not have the digest or checksum that was sent.</summary>
    public static ServiceError BadDigest(string name) =>
        new("BadDigest", 400, $"The {name} you specified did not match the calculated checksum.");

    /// <summary>The headers behind the body are not as announced.</summary>
    public static ServiceError MalformedTrailer() =>
        new("MalformedTrailerError", 400, "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    /// <summary>A condition of the request does not hold.</summary>
    public static ServiceError PreconditionFailed(string condition) =>
        new("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold") { Details = [new("Condition", condition)] };

    /// <summary>The reader has this version already.</summary>
    public static ServiceError NotModified(string etag) => new("NotModified", 304, "Not Modified") { Headers = [new("ETag", $"\"{etag}\"")] };

    /// <summary>No byte of the object is in the range.</summary>
    public static ServiceError InvalidRange(string range, long size) => new("InvalidRange", 416, "The requested range is not satisfiable")
    {
        Details = [new("RangeRequested", range), new("ActualObjectSize", size.ToString())],
        Headers = [new("Content-Range", $"bytes */{size}")],
    };

    /// <summary>The object has no part of that number.</summary>
    public static ServiceError InvalidPartNumber(string number) =>
        new("InvalidPartNumber", 416, "The requested partnumber is not satisfiable") { Details = [new("PartNumberRequested", number)] };

    /// <summary>No upload of that id.</summary>
    public static ServiceError NoSuchUpload(string id) => new(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
    {
        Details = [new("UploadId", id)],
    };

    /// <summary>A part of the list was not uploaded, or is another one.</summary>
    public static ServiceError InvalidPart(int number) => new(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found.  The part may not have been uploaded, "
        + "or the specified entity tag may not match the part's entity tag.")
    {
        Details = [new("PartNumber", number.ToString())],
    };

    /// <summary>The list of parts does not ascend.</summary>
    public static ServiceError InvalidPartOrder() =>
        new("InvalidPartOrder", 400, "The list of parts was not in ascending order. Parts must be ordered by part number.");

    /// <summary>A header asks for something that is not built.</summary>
    public static ServiceError HeaderNotImplemented(string name, string value) =>
        new("NotImplemented", 501, $"A header you provided implies functionality that is not implemented by this local server: {name}: {value}")
        {
            Details = [new("Header", name)],
        };

    /// <summary>The source of a copy cannot be read from the header.</summary>
    public static ServiceError InvalidCopySource() => InvalidArgument("x-amz-copy-source", "x-amz-copy-source", "Invalid copy source object key");

    /// <summary>The method does not go with the resource.</summary>
    public static ServiceError MethodNotAllowed(string method) =>
        new("MethodNotAllowed", 405, "The specified method is not allowed against this resource.") { Details = [new("Method", method)] };
}
