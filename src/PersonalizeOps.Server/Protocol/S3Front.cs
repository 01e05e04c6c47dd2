using PersonalizeOps.Server.Admin;
using PersonalizeOps.Server.Services.S3;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Protocol;

/// <summary>S3 in REST-XML.</summary>
/// <param name="operations">The operations.</param>
/// <param name="options">The options.</param>
/// <param name="faults">Faults to be met.</param>
internal sealed class S3Front(S3Operations operations, ServerOptions options, FaultBook faults) : IServiceFront
{
    /// <inheritdoc/>
    public ServiceTarget? Recognise(Call call, string? scope) =>
        scope == "s3" ? new ServiceTarget("s3", WireFormat.RestXml, $"{call.Http.Request.Method} {call.Line.RawPath}") : null;

    /// <inheritdoc/>
    public bool Serves(ServiceTarget target) => target.Service == "s3" && target.Format == WireFormat.RestXml;

    /// <inheritdoc/>
    public async Task AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        var request = Read(call);
        var operation = operations.Resolve(request);
        call.Target = call.Target with { Operation = operation };
        faults.Meet(call.Target);
        try
        {
            await WriteAsync(call, await operations.Find(operation).RunAsync(request, cancellationToken), cancellationToken);
        }
        catch (BucketNotFoundException missing)
        {
            throw Errors.NoSuchBucket(missing.Bucket);
        }
    }

    private static async Task WriteAsync(Call call, S3Response answer, CancellationToken cancellationToken)
    {
        await using var content = answer.Content;
        var response = call.Http.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Xml is not null)
        {
            await XmlBody.WriteAsync(response, "application/xml", answer.Xml);
        }
        else if (content is not null)
        {
            await CopyAsync(content, response, cancellationToken);
        }
        else if (call.Http.Request.Method != "HEAD" && answer.Status != 204)
        {
            response.ContentLength = 0;
        }
    }

    private static async Task CopyAsync(Stream content, HttpResponse response, CancellationToken cancellationToken)
    {
        const int BlockBytes = 256 * 1024;
        var writer = response.BodyWriter;
        int read;
        while ((read = await content.ReadAsync(writer.GetMemory(BlockBytes), cancellationToken)) > 0)
        {
            writer.Advance(read);
            if ((await writer.FlushAsync(cancellationToken)).IsCompleted)
            {
                return;
            }
        }
    }

    private S3Request Read(Call call)
    {
        var http = call.Http.Request;
        return new S3Request
        {
            Method = http.Method,
            Address = S3Address.Parse(call.Line.RawPath, http.Host.Host, options.Host),
            Query = call.Line.Find,
            Headers = http.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = call.Body,
            BodyLength = call.BodyLength,
            Trailers = call.Trailers,
            Region = call.Region,
            Endpoint = $"{http.Scheme}://{http.Host}",
        };
    }
}
