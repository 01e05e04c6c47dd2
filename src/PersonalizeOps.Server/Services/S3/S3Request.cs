namespace PersonalizeOps.Server.Services.S3;

/// <summary>A verified request to S3.</summary>
internal sealed class S3Request
{
    /// <summary>Gets the method.</summary>
    public required string Method { get; init; }

    /// <summary>Gets bucket and key.</summary>
    public required S3Address Address { get; init; }

    /// <summary>Gets the bucket's name; empty for requests to the service.</summary>
    public string Bucket => Address.Bucket ?? "";

    /// <summary>Gets the key; empty for requests to a bucket.</summary>
    public string Key => Address.Key ?? "";

    /// <summary>Gets what finds a query parameter: its value, <c>""</c> without a value, null when it is not there.</summary>
    public required Func<string, string?> Query { get; init; }

    /// <summary>Gets the headers, names in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the body; unless it is what was signed, its end is an error.</summary>
    public required Stream Body { get; init; }

    /// <summary>Gets the length of the body, in bytes; null when the request does not say.</summary>
    public required long? BodyLength { get; init; }

    /// <summary>Gets what gives the headers behind the body, once it is read.</summary>
    public required Func<IReadOnlyDictionary<string, string>> Trailers { get; init; }

    /// <summary>Gets the region the request was signed for.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the scheme and host the request came to, such as <c>http://127.0.0.1:4570</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Finds a header.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
