namespace PersonalizeOps.Cloud;

/// <summary>What has to lie in a bucket before a stack is made.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Files">The files and their keys.</param>
/// <param name="Template">A template that is too large for a call, and its key.</param>
internal sealed record StackUpload(string Bucket, IReadOnlyList<(string Path, string Key)> Files, (string Text, string Key)? Template)
{
    public bool IsEmpty => Files.Count == 0 && Template is null;
}
