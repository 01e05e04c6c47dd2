using System.Text;
using System.Text.Json;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Keeps a bucket's policy. It is stored and checked for form; the one user of this server may do everything anyway.</summary>
/// <param name="store">The objects.</param>
internal sealed class PutBucketPolicy(ObjectStore store) : IS3Operation
{
    private const int LargestPolicy = 20 * 1024;

    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        if (request.BodyLength > LargestPolicy)
        {
            throw Errors.MalformedPolicy("Policies must be shorter than 20 KiB.");
        }

        var policy = await request.ReadDocumentAsync(LargestPolicy, cancellationToken);
        CheckForm(policy);
        store.SetPolicy(request.Bucket, Encoding.UTF8.GetString(policy));
        return S3Response.Empty(204);
    }

    private static void CheckForm(byte[] policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("Statement", out _))
            {
                throw Errors.MalformedPolicy("Missing required field Statement");
            }
        }
        catch (JsonException)
        {
            throw Errors.MalformedPolicy("Policies must be valid JSON and the first byte must be '{'");
        }
    }
}
