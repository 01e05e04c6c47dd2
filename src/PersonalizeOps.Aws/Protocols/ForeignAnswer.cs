using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>What can be told of an answer that does not come from the service, such as a proxy's page.</summary>
internal static class ForeignAnswer
{
    private const int ExcerptLength = 200;

    /// <summary>Makes the exception that says what came back.</summary>
    public static AmazonServiceException Exception(
        ServiceDescriptor service, ErrorFactory createError, IWebResponseData response, byte[] body, HttpStatusCode status, Exception? inner)
    {
        var kind = string.IsNullOrEmpty(response.ContentType) ? "no content type" : response.ContentType;
        var message = body.Length == 0
            ? $"The endpoint answered HTTP {(int)status} with an empty body instead of an answer of {service.ServiceId}."
            : $"The endpoint answered HTTP {(int)status} ({kind}) with a body that is no answer of {service.ServiceId}: {Excerpt(body)}";
        return createError(message, status.ToString(), status, RequestId(response), inner);
    }

    /// <summary>Reads the id under which the service logged the call, or null.</summary>
    public static string? RequestId(IWebResponseData response) =>
        response.GetHeaderValue("x-amzn-RequestId") is { Length: > 0 } id ? id : null;

    private static string Excerpt(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 4 * ExcerptLength));
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= ExcerptLength ? words : string.Concat(words.AsSpan(0, ExcerptLength), "…");
    }
}
