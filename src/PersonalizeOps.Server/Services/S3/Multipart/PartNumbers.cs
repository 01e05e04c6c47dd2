namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Numbers of parts.</summary>
internal static class PartNumbers
{
    /// <summary>The greatest number, and the greatest count, of parts.</summary>
    public const int Greatest = 10_000;

    /// <summary>Reads the number in a request.</summary>
    /// <exception cref="ServiceError">InvalidArgument.</exception>
    public static int Read(S3Request request)
    {
        var text = request.Query("partNumber")!;
        return int.TryParse(text, out var number) && number is >= 1 and <= Greatest
            ? number
            : throw Errors.InvalidArgument("partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");
    }
}
