namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>The files of objects' content, named by random ids and never by keys. A file being read outlives its deletion.</summary>
internal sealed class ContentFiles
{
    private readonly string _root;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doomed = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ContentFiles"/> class and makes the folders.</summary>
    /// <param name="root">The folder of the files.</param>
    public ContentFiles(string root)
    {
        _root = root;
        for (var prefix = 0; prefix < 16; prefix++)
        {
            Directory.CreateDirectory(Path.Combine(root, prefix.ToString("x")));
        }

        DurableFile.FlushFolder(root);
        DurableFile.FlushFolder(Path.GetDirectoryName(root)!);
    }

    /// <summary>Makes up a name for a new file.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>Gives a file's path.</summary>
    public string PathOf(string name) => Path.Combine(_root, name[..1], name);

    /// <summary>Looks files up and keeps them from being deleted until <see cref="Release"/>, with no moment in between.</summary>
    /// <typeparam name="T">What the look-up gives.</typeparam>
    /// <param name="find">The look-up.</param>
    /// <param name="files">The names of the files in its result.</param>
    /// <returns>The look-up's result.</returns>
    public T Acquire<T>(Func<T> find, Func<T, IEnumerable<string>> files)
    {
        lock (_gate)
        {
            var found = find();
            foreach (var file in files(found))
            {
                _readers[file] = _readers.GetValueOrDefault(file) + 1;
            }

            return found;
        }
    }

    /// <summary>Ends a reading; files that were deleted meanwhile go now.</summary>
    public void Release(IEnumerable<string> files)
    {
        lock (_gate)
        {
            foreach (var file in files)
            {
                if (--_readers[file] == 0)
                {
                    _readers.Remove(file);
                    if (_doomed.Remove(file))
                    {
                        File.Delete(PathOf(file));
                    }
                }
            }
        }
    }

    /// <summary>Deletes files that no object has any more, now or after their last reader.</summary>
    public void Delete(IEnumerable<string> files)
    {
        lock (_gate)
        {
            foreach (var file in files)
            {
                if (_readers.ContainsKey(file))
                {
                    _doomed.Add(file);
                }
                else
                {
                    File.Delete(PathOf(file));
                }
            }
        }
    }

    /// <summary>Deletes files that a killed server left: those that no object has.</summary>
    /// <param name="known">The names that objects and uploads have.</param>
    public void Sweep(IReadOnlySet<string> known)
    {
        foreach (var path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            if (!known.Contains(Path.GetFileName(path)))
            {
                File.Delete(path);
            }
        }
    }
}
