using System.Management.Automation;
using Microsoft.Win32.SafeHandles;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>The bytes of an upload: a file of the user's, which may change meanwhile, or an open one of our own, which may have no name any more.</summary>
internal sealed class UploadSource
{
    private readonly SafeFileHandle? _open;
    private readonly DateTime _written;

    /// <exception cref="PersonalizeException">There is no such file.</exception>
    public UploadSource(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file {path}.", path, "Check the path.");
        (Name, Length, _written) = (path, file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>Takes a file that is written and stays open until the upload has ended.</summary>
    public UploadSource(FileStream file, string name) => (_open, Name, Length) = (file.SafeFileHandle, name, file.Length);

    /// <summary>The path of the file, or what it is called in messages.</summary>
    public string Name { get; }

    public long Length { get; }

    /// <summary>Opens a part for reading.</summary>
    public Stream Open(long offset, long length) =>
        _open is null ? new FilePart(Reopen(), offset, length, leaveOpen: false) : new FilePart(_open, offset, length, leaveOpen: true);

    /// <summary>Computes the check of a part.</summary>
    public async Task<ulong> CheckAsync(long offset, long length, CancellationToken cancellationToken)
    {
        if (_open is not null)
            return await FileCheck.OfPartAsync(_open, Name, offset, length, cancellationToken).ConfigureAwait(false);
        using var file = Reopen();
        return await FileCheck.OfPartAsync(file, Name, offset, length, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="PersonalizeException">The file is no longer what it was.</exception>
    public void EnsureUnchanged()
    {
        if (_open is not null)
            return;
        var now = new FileInfo(Name);
        if (!now.Exists || now.Length != Length || now.LastWriteTimeUtc != _written)
            throw new PersonalizeException("FileChanged", ErrorCategory.InvalidData, $"{Name} changed while it was uploaded.", Name,
                "Upload it again when it is no longer written to.");
    }

    private SafeFileHandle Reopen() => File.OpenHandle(Name, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
}
