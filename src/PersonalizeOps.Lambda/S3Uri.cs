namespace PersonalizeOps.Lambda;

/// <summary>A place in S3.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key; a folder's ends with a slash.</param>
internal sealed record S3Uri(string Bucket, string Key)
{
    /// <summary>Reads <c>s3://bucket/key</c>.</summary>
    /// <exception cref="FunctionException">The text is no such place.</exception>
    public static S3Uri Parse(string? text)
    {
        var parts = text?.StartsWith("s3://", StringComparison.Ordinal) == true ? text[5..].Split('/', 2) : [];
        return parts is [{ Length: > 0 } bucket, { Length: > 0 } key]
            ? new S3Uri(bucket, key)
            : throw new FunctionException($"'{text}' is not of the form s3://bucket/key.");
    }
}
