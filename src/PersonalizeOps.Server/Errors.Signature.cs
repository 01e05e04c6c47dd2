using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server;

/// <content>What is wrong with a signature, in the words of each protocol.</content>
internal static partial class Errors
{
    private const string InvalidTokenText = "The security token included in the request is invalid.";

    private const string WrongSignatureText =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    /// <summary>The request is not signed.</summary>
    public static ServiceError MissingAuthentication(WireFormat format) => format switch
    {
        WireFormat.RestXml => new("AccessDenied", 403, "Access Denied"),
        WireFormat.Query => new("MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
        _ => new("MissingAuthenticationTokenException", JsonStatus(format), "Missing Authentication Token"),
    };

    /// <summary>The signature is of a kind that AWS has given up or that is not verified here.</summary>
    public static ServiceError UnsupportedMechanism(WireFormat format)
    {
        const string Message = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
        return format == WireFormat.RestXml ? new("InvalidRequest", 400, Message) : IncompleteSignature(format, presigned: false, Message);
    }

    /// <summary>The signature lacks something or cannot be read.</summary>
    public static ServiceError IncompleteSignature(WireFormat format, bool presigned, string message) => format switch
    {
        WireFormat.RestXml when presigned => new("AuthorizationQueryParametersError", 400, message),
        WireFormat.RestXml => new("AuthorizationHeaderMalformed", 400, message),
        WireFormat.Query => new("IncompleteSignature", 400, message),
        _ => new("IncompleteSignatureException", JsonStatus(format), message),
    };

    /// <summary>Nobody has that access key id.</summary>
    public static ServiceError UnknownAccessKey(WireFormat format, string accessKeyId) => format switch
    {
        WireFormat.RestXml => new("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.")
        {
            Details = [new("AWSAccessKeyId", accessKeyId)],
        },
        WireFormat.Query => new("InvalidClientTokenId", 403, InvalidTokenText),
        _ => new("UnrecognizedClientException", JsonStatus(format), InvalidTokenText),
    };

    /// <summary>The request comes with a session token; none was ever given out.</summary>
    public static ServiceError InvalidSessionToken(WireFormat format) => format switch
    {
        WireFormat.RestXml => new("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
        WireFormat.Query => new("InvalidClientTokenId", 403, InvalidTokenText),
        _ => new("UnrecognizedClientException", JsonStatus(format), InvalidTokenText),
    };

    /// <summary>The signature is not the one this request would have.</summary>
    public static ServiceError WrongSignature(WireFormat format) => format switch
    {
        WireFormat.RestXml or WireFormat.Query => new("SignatureDoesNotMatch", 403, WrongSignatureText),
        _ => new("InvalidSignatureException", JsonStatus(format), WrongSignatureText),
    };

    /// <summary>The request was signed more than 15 minutes ago or ahead.</summary>
    /// <param name="format">The protocol.</param>
    /// <param name="signed">When it says it was signed.</param>
    /// <param name="now">The server's time.</param>
    public static ServiceError TimeTooSkewed(WireFormat format, DateTimeOffset signed, DateTimeOffset now)
    {
        if (format == WireFormat.RestXml)
        {
            return new("RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large.")
            {
                Details =
                [
                    new("RequestTime", Stamp(signed)),
                    new("ServerTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
                    new("MaxAllowedSkewMilliseconds", "900000"),
                ],
            };
        }

        // SDKs take the server's clock from the text in brackets.
        var message = signed < now
            ? $"Signature expired: {Stamp(signed)} is now earlier than {Stamp(now.AddMinutes(-15))} ({Stamp(now)} - 15 min.)"
            : $"Signature not yet current: {Stamp(signed)} is still later than {Stamp(now.AddMinutes(15))} ({Stamp(now)} + 15 min.)";
        return format == WireFormat.Query ? new("SignatureDoesNotMatch", 403, message) : new("InvalidSignatureException", JsonStatus(format), message);
    }

    /// <summary>A presigned URL is past its time.</summary>
    public static ServiceError PresignedExpired(WireFormat format, DateTimeOffset end, DateTimeOffset now) => format == WireFormat.RestXml
        ? new("AccessDenied", 403, "Request has expired")
        {
            Details =
            [
                new("Expires", end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
                new("ServerTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
            ],
        }
        : TimeTooSkewed(format, end, now);

    /// <summary>A header that must be signed is not.</summary>
    public static ServiceError HeadersNotSigned(WireFormat format, string headers) => format == WireFormat.RestXml
        ? new("AccessDenied", 403, "There were headers present in the request which were not signed") { Details = [new("HeadersNotSigned", headers)] }
        : WrongSignature(format);

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    // Services of AWS JSON answer such faults with 400, those of REST-JSON with 403.
    private static int JsonStatus(WireFormat format) => format == WireFormat.Json ? 400 : 403;
}
