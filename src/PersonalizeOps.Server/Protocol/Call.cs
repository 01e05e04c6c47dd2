using Microsoft.AspNetCore.Http.Features;
using PersonalizeOps.Server.Protocol.Signing;

namespace PersonalizeOps.Server.Protocol;

/// <summary>A request on its way through the <see cref="Pipeline"/>; each step adds what it found out.</summary>
/// <param name="http">The request and its answer.</param>
internal sealed class Call(HttpContext http)
{
    private RequestTarget? _line;

    /// <summary>Gets the request and its answer.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>Gets or sets the id that answer and log carry.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether a step has written the answer, so that the later ones have nothing to do.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Gets path and query as on the wire.</summary>
    /// <exception cref="ServiceError">InvalidURI.</exception>
    public RequestTarget Line => _line ??= RequestTarget.Parse(Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    /// <summary>Gets or sets what is asked for.</summary>
    public ServiceTarget Target { get; set; } = ServiceTarget.Unknown;

    /// <summary>Gets or sets the signature the request claims to have; null without one.</summary>
    public SignatureClaim? Claim { get; set; }

    /// <summary>Gets or sets the body. After verification it throws at its end unless it is what was signed.</summary>
    public Stream Body { get; set; } = http.Request.Body;

    /// <summary>Gets or sets the length of the body once transfer codings are taken off; null when the request does not say.</summary>
    public long? BodyLength { get; set; } = http.Request.ContentLength;

    /// <summary>Gets or sets what gives the trailing headers of the body by name, once the body is read.</summary>
    public Func<IReadOnlyDictionary<string, string>> Trailers { get; set; } = () => System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>Gets the region, from the credential scope.</summary>
    public string Region => Claim?.Region ?? "us-east-1";

    /// <summary>Finds a header of the request.</summary>
    /// <returns>Its value, or null without one.</returns>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;
}
