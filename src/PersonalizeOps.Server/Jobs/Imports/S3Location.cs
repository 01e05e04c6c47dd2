using System.Diagnostics.CodeAnalysis;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>A place in S3 as Personalize takes it: an object, or a folder when the key is empty or ends in a slash.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key or prefix; may be empty.</param>
internal sealed record S3Location(string Bucket, string Key)
{
    /// <summary>Gets a value indicating whether a folder is meant.</summary>
    public bool IsFolder => Key.Length == 0 || Key.EndsWith('/');

    /// <summary>Gets the folder that is this place or that holds it, without its last slash.</summary>
    public string Folder => Key.LastIndexOf('/') is var slash and >= 0 ? Key[..slash] : "";

    /// <summary>Reads a path such as <c>s3://bucket/folder/file.csv</c>.</summary>
    /// <param name="text">The path.</param>
    /// <param name="location">The place.</param>
    /// <returns>False when the text is no such path.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out S3Location? location)
    {
        location = null;
        if (!text.StartsWith("s3://", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text["s3://".Length..];
        var slash = rest.IndexOf('/');
        var bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length is < 3 or > 63 || !bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
        {
            return false;
        }

        location = new S3Location(bucket, slash < 0 ? "" : rest[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}/{Key}";
}
