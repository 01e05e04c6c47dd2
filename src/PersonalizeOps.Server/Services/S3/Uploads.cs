using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Taking in the content of an object or part.</summary>
internal static class Uploads
{
    /// <summary>Writes a request's body aside and checks that it is what the request says.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="request">The request.</param>
    /// <param name="integrity">What the request says of its content.</param>
    /// <param name="limit">The largest length, in bytes.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The content, to be disposed.</returns>
    /// <exception cref="ServiceError">MissingContentLength, EntityTooLarge, BadDigest and what else a body is refused with.</exception>
    public static async Task<StagedContent> StageBodyAsync(
        this ObjectStore store, S3Request request, Integrity integrity, long limit, CancellationToken cancellationToken)
    {
        if ((request.BodyLength ?? throw Errors.MissingContentLength()) > limit)
        {
            throw Errors.EntityTooLarge(limit);
        }

        var staged = await store.StageAsync(request.Body, integrity.Algorithm, cancellationToken);
        try
        {
            integrity.Verify(request, staged.Md5, staged.Checksum);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }
}
