using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Storage;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
internal static partial class DurableFile
{
    /// <summary>Writes a file aside, flushes it to the disk and renames it into place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="temporaryFolder">A folder on the same file system.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="mode">The file's mode on Unix; null leaves it to the umask.</param>
    public static void Write(string path, string temporaryFolder, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var aside = Path.Combine(temporaryFolder, Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Rename(aside, path);
    }

    /// <summary>Moves a flushed file into place and makes its new name durable.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name; a file of that name is replaced.</param>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Flushes a folder's list of names. Windows keeps it in its journal, so there is nothing to do there.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int ReadOnlyAccess = 0;
        var descriptor = Open(path, ReadOnlyAccess);
        if (descriptor < 0)
        {
            throw new IOException($"The folder '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            if (Flush(descriptor) != 0)
            {
                throw new IOException($"The folder '{path}' cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    // .NET opens no folders as files, so that the flush has to be asked of the C library.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
