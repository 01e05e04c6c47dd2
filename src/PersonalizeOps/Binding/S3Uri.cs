using System.Management.Automation;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Binding;

/// <summary>A place on S3, <c>s3://bucket/key</c>; the key of a folder ends in a slash.</summary>
internal sealed record S3Uri(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    public static bool IsS3Uri(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="PersonalizeException">The text names no bucket.</exception>
    public static S3Uri Parse(string text)
    {
        var rest = IsS3Uri(text) ? text[Scheme.Length..] : "";
        var slash = rest.IndexOf('/');
        var bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length == 0)
            throw new PersonalizeException("InvalidS3Uri", ErrorCategory.InvalidArgument, $"'{text}' is no S3 URI: write s3://bucket/key.", text);
        return new S3Uri(bucket, slash < 0 ? "" : rest[(slash + 1)..]);
    }

    /// <summary>The last part of the key.</summary>
    public string FileName => Key[(Key.LastIndexOf('/') + 1)..];

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
