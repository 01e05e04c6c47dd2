namespace PersonalizeOps.Data;

/// <summary>A group of files that appear together: each is written under a temporary name in its folder and renamed by
/// <see cref="Commit"/>. Without a commit the temporary files vanish and what was there before stays.</summary>
internal sealed class OutputFiles : IDisposable
{
    private const int BufferSize = 1 << 18;
    private readonly List<(FileStream Stream, string Path)> _files = [];
    private bool _committed;

    /// <summary>Opens a file for writing that is to appear at <paramref name="path"/>; its folder is made if it is missing.</summary>
    public FileStream Create(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full) ?? throw new IOException($"'{path}' is a folder, not a file.");
        Directory.CreateDirectory(folder);
        if (Directory.Exists(full))
            throw new IOException($"'{path}' is a folder; give the path of a file.");

        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize);
        _files.Add((stream, full));
        return stream;
    }

    /// <summary>Gives the files their names when all are written.</summary>
    /// <param name="flushToDisk">Whether they must survive a loss of power from now on: waiting for the disk can take longer than writing.</param>
    public void Commit(bool flushToDisk = true)
    {
        foreach (var (stream, _) in _files)
        {
            if (stream.CanWrite)
                stream.Flush(flushToDisk);
            stream.Dispose();
        }

        foreach (var (stream, path) in _files)
            File.Move(stream.Name, path, overwrite: true);

        _committed = true;
    }

    /// <summary>Closes what is open and removes what was not committed.</summary>
    public void Dispose()
    {
        foreach (var (stream, _) in _files)
        {
            try
            {
                stream.Dispose();
            }
            catch (Exception exception) when (!_committed && exception is (IOException or ArgumentOutOfRangeException))
            {
                // A full disk, or the second for a file too large, refuses what is left to write once more; the file goes all the same.
            }

            if (!_committed)
                File.Delete(stream.Name);
        }
    }
}
