using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>The objects a job reads: the one its path names, or those directly in the folder its path names.</summary>
internal sealed class S3Inputs(ObjectStore objects)
{
    /// <summary>Finds the objects.</summary>
    /// <param name="path">The job's input path.</param>
    /// <param name="invalid">What to begin the failure reason with when there are none, such as <c>Invalid Data location</c>.</param>
    /// <returns>At least one object, in the order of their keys.</returns>
    /// <exception cref="JobFailedException">The path is malformed or names nothing.</exception>
    public IReadOnlyList<ObjectInfo> Find(string path, string invalid)
    {
        if (!S3Location.TryParse(path, out var location))
        {
            throw new JobFailedException($"{invalid}: {path}. Give an object or a folder, such as s3://bucket/folder/file.csv.");
        }

        if (!objects.BucketExists(location.Bucket))
        {
            throw new JobFailedException($"{invalid}: {path}. The bucket {location.Bucket} does not exist.");
        }

        if (!location.IsFolder && objects.Head(location.Bucket, location.Key) is { } single)
        {
            return [single];
        }

        var found = InFolder(location);
        return found.Count > 0 ? found : throw new JobFailedException($"{invalid}: {path}. There is no such object or folder.");
    }

    /// <summary>Opens an object.</summary>
    /// <param name="info">The object.</param>
    /// <returns>Its content, to be disposed.</returns>
    /// <exception cref="JobFailedException">It was deleted meanwhile.</exception>
    public Stream Open(ObjectInfo info) => objects.OpenRead(info.Bucket, info.Key)
        ?? throw new JobFailedException($"The object s3://{info.Bucket}/{info.Key} was deleted while the job ran.");

    private List<ObjectInfo> InFolder(S3Location location)
    {
        var prefix = location.IsFolder ? location.Key : location.Key + "/";
        return [.. objects.List(location.Bucket, prefix)
            .Where(info => info.Key.Length > prefix.Length && !info.Key[prefix.Length..].Contains('/'))];
    }
}
