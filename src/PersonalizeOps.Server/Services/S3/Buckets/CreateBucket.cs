using System.Text.RegularExpressions;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Creates a bucket in the region of its location constraint, else of the signature.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed partial class CreateBucket(ObjectStore store, ServerOptions options) : IS3Operation
{
    private const string HomeRegion = "us-east-1";

    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        ObjectHeaderRules.Refuse(request);
        if (request.Header("x-amz-bucket-object-lock-enabled") is { } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            throw Errors.HeaderNotImplemented("x-amz-bucket-object-lock-enabled", value);
        }

        var region = await LocationAsync(request, cancellationToken) ?? request.Region;

        // As in AWS: making one's bucket again is an error everywhere but in the oldest region.
        if (!store.CreateBucket(request.Bucket, region) && request.Region != HomeRegion)
        {
            throw Errors.BucketAlreadyOwnedByYou(request.Bucket);
        }

        var response = S3Response.Empty();
        response.Headers["Location"] = "/" + request.Bucket;
        return response;
    }

    private async Task<string?> LocationAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.BodyLength is null or 0)
        {
            return null;
        }

        var configuration = await request.ReadXmlAsync("CreateBucketConfiguration", options.MaxDocumentBytes, cancellationToken);
        var location = configuration.Text("LocationConstraint");
        return string.IsNullOrEmpty(location) ? null : Region().IsMatch(location) ? location : throw Errors.InvalidLocation(location);
    }

    [GeneratedRegex(@"\A(EU|[a-z]{2}(-[a-z]+)+-\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
