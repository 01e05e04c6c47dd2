using System.Globalization;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>What a request claims about its signature (AWS4-HMAC-SHA256); nothing of it is verified.</summary>
internal sealed record SignatureClaim
{
    /// <summary>The only algorithm.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Gets the access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Gets the day of the scope, <c>yyyyMMdd</c>.</summary>
    public required string Day { get; init; }

    /// <summary>Gets the region of the scope.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the service of the scope.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the lower-case names of the signed headers, as listed.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>Gets the signature in hex.</summary>
    public required string Signature { get; init; }

    /// <summary>Gets the time of signing as it was sent, <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Stamp { get; init; }

    /// <summary>Gets the time of signing.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets how long a presigned URL holds; null for a signature in the header.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Gets the session token, if there is one.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>Gets a value indicating whether this is a presigned URL of signature version 2 (<see cref="OldPresignedUrl"/>).</summary>
    public bool IsOldForm { get; init; }

    /// <summary>Gets the scope as it is signed.</summary>
    public string Scope => $"{Day}/{Region}/{Service}/aws4_request";

    /// <summary>Gets a value indicating whether the signature is in the query.</summary>
    public bool IsPresigned => Lifetime is not null;

    /// <summary>Reads the claim of a request.</summary>
    /// <returns>The claim, or null when the request has no signature.</returns>
    /// <exception cref="ServiceError">The signature is incomplete or of another kind.</exception>
    public static SignatureClaim? Read(Call call)
    {
        var format = call.Target.Format;
        if (call.Header("Authorization") is { } header)
        {
            return header.StartsWith(Algorithm + " ", StringComparison.Ordinal)
                ? FromHeader(call, header[(Algorithm.Length + 1)..])
                : throw Errors.UnsupportedMechanism(format);
        }

        if (call.Line.Find("X-Amz-Algorithm") is { } algorithm)
        {
            return algorithm == Algorithm ? FromQuery(call) : throw Errors.UnsupportedMechanism(format);
        }

        return OldPresignedUrl.IsClaimed(call.Line) ? OldPresignedUrl.Read(call) : null;
    }

    private static SignatureClaim FromHeader(Call call, string fields)
    {
        string? credential = null, headers = null, signature = null;
        foreach (var field in fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = field.IndexOf('=', StringComparison.Ordinal);
            switch (sign < 0 ? field : field[..sign])
            {
                case "Credential":
                    credential = field[(sign + 1)..];
                    break;
                case "SignedHeaders":
                    headers = field[(sign + 1)..];
                    break;
                case "Signature":
                    signature = field[(sign + 1)..];
                    break;
                default:
                    throw Incomplete(call, presigned: false, $"The authorization header has an unknown field: '{(sign < 0 ? field : field[..sign])}'.");
            }
        }

        var stamp = call.Header("X-Amz-Date") ?? StampOfDateHeader(call);
        return Create(call, presigned: false, credential, headers, signature, stamp) with { SecurityToken = call.Header("X-Amz-Security-Token") };
    }

    private static SignatureClaim FromQuery(Call call)
    {
        var line = call.Line;
        var claim = Create(
            call,
            presigned: true,
            line.Find("X-Amz-Credential"),
            line.Find("X-Amz-SignedHeaders"),
            line.Find("X-Amz-Signature"),
            line.Find("X-Amz-Date"));
        const int Week = 7 * 24 * 3600;
        if (!int.TryParse(line.Find("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > Week)
        {
            throw Incomplete(call, presigned: true, "X-Amz-Expires must be a number of seconds, at most a week (604800).");
        }

        return claim with { Lifetime = TimeSpan.FromSeconds(seconds), SecurityToken = line.Find("X-Amz-Security-Token") };
    }

    private static SignatureClaim Create(Call call, bool presigned, string? credential, string? headers, string? signature, string? stamp)
    {
        if (string.IsNullOrEmpty(credential) || string.IsNullOrEmpty(headers) || string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(stamp))
        {
            throw Incomplete(call, presigned, "The signature needs Credential, SignedHeaders, Signature and a date (X-Amz-Date).");
        }

        var scope = credential.Split('/');
        if (scope.Length != 5 || scope[4] != "aws4_request" || scope.Any(string.IsNullOrEmpty))
        {
            throw Incomplete(call, presigned, "The credential must have the form <access key id>/<yyyyMMdd>/<region>/<service>/aws4_request.");
        }

        if (!DateTimeOffset.TryParseExact(stamp, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !stamp.StartsWith(scope[1], StringComparison.Ordinal))
        {
            throw Incomplete(call, presigned, "The date must have the form yyyyMMddTHHmmssZ and lie on the day of the credential.");
        }

        return new SignatureClaim
        {
            AccessKeyId = scope[0],
            Day = scope[1],
            Region = scope[2],
            Service = scope[3],
            SignedHeaders = headers.Split(';'),
            Signature = signature,
            Stamp = stamp,
            Time = time,
        };
    }

    private static string? StampOfDateHeader(Call call) =>
        DateTimeOffset.TryParseExact(call.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString(TimeFormat)
            : null;

    private static ServiceError Incomplete(Call call, bool presigned, string message) => Errors.IncompleteSignature(call.Target.Format, presigned, message);
}
