using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>Content that lies flushed in <c>tmp/</c>, ready to become an object or a part; deleted when disposed before that.</summary>
internal sealed class StagedContent : IDisposable
{
    private readonly string _path;
    private bool _moved;

    /// <summary>Initializes a new instance of the <see cref="StagedContent"/> class.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Its length, in bytes.</param>
    /// <param name="md5">The MD5 of the content.</param>
    /// <param name="checksumAlgorithm">The checksum that was computed.</param>
    /// <param name="checksum">Its value.</param>
    public StagedContent(string path, long size, byte[] md5, ChecksumAlgorithm checksumAlgorithm, byte[] checksum)
    {
        _path = path;
        Size = size;
        Md5 = md5;
        ChecksumAlgorithm = checksumAlgorithm;
        Checksum = checksum;
    }

    /// <summary>Gets the length, in bytes.</summary>
    public long Size { get; }

    /// <summary>Gets the MD5 of the content.</summary>
    public byte[] Md5 { get; }

    /// <summary>Gets the entity tag of an object written at once.</summary>
    public string ETag => Convert.ToHexStringLower(Md5);

    /// <summary>Gets the checksum that was computed.</summary>
    public ChecksumAlgorithm ChecksumAlgorithm { get; }

    /// <summary>Gets its value.</summary>
    public byte[] Checksum { get; }

    /// <summary>Moves the file to where objects' content lies.</summary>
    /// <param name="path">The new path.</param>
    public void MoveTo(string path)
    {
        DurableFile.Rename(_path, path);
        _moved = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_moved)
        {
            File.Delete(_path);
        }
    }
}
