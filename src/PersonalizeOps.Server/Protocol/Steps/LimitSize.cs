using Microsoft.AspNetCore.Http.Features;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Sets how long the body may be: an object's for S3, a document's for everything else. (Kestrel limits the headers.)</summary>
/// <param name="options">The options.</param>
internal sealed class LimitSize(ServerOptions options) : IStep
{
    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        // Chunk headers and signatures of aws-chunked come on top of the content: 1/64 is ample for chunks of 8 KiB.
        var limit = call.Target.Format == WireFormat.RestXml ? options.MaxObjectBytes + (options.MaxObjectBytes / 64) + 65536 : options.MaxDocumentBytes;
        if (call.Http.Request.ContentLength > limit)
        {
            throw call.Target.Format == WireFormat.RestXml ? Errors.EntityTooLarge(options.MaxObjectBytes) : Errors.RequestTooLarge(limit);
        }

        call.Http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
        return Task.CompletedTask;
    }
}
