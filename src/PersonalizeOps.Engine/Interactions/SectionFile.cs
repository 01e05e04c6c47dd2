using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>A file of sections opened for reading: mapped, with every checksum verified, so that columns are used where they lie.</summary>
internal sealed unsafe class SectionFile : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, SectionFormat.Entry> _entries = [];
    private byte* _base;

    private SectionFile(string path, SafeFileHandle handle, long length)
    {
        _path = path;
        _file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _base);
    }

    public string Path => _path;

    public string Kind { get; private set; } = string.Empty;

    /// <summary>Opens a file and verifies it.</summary>
    /// <exception cref="StoreFormatException">The file is foreign, cut short, damaged, newer, or of another kind.</exception>
    public static SectionFile Open(string path, Func<string, bool> isExpectedKind)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length < sizeof(SectionFormat.Header))
        {
            handle.Dispose();
            throw new StoreFormatException(path, "it is too short to be an engine file");
        }

        var file = new SectionFile(path, handle, length);
        try
        {
            file.ReadDirectory((ulong)length, isExpectedKind);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the names of the sections that are read next begin with.</summary>
    public string Prefix { get; set; } = string.Empty;

    public bool Has(string name) => _entries.ContainsKey(Prefix + name);

    public Column<T> Get<T>(string name)
        where T : unmanaged
    {
        if (!_entries.TryGetValue(Prefix + name, out var entry) || entry.ElementSize != sizeof(T) || entry.Length % (ulong)sizeof(T) != 0)
        {
            throw Invalid($"its section '{name}' is missing or has another layout");
        }

        return new Column<T>(_base + entry.Offset, checked((int)(entry.Length / (ulong)sizeof(T))));
    }

    public string GetText(string name) => Encoding.UTF8.GetString(Get<byte>(name).Span);

    public StoreFormatException Invalid(string reason) => new(_path, reason);

    /// <summary>Keeps the mapping alive until the lease is disposed, even if the file is disposed meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public Lease Acquire()
    {
        var isHeld = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref isHeld);
        return new Lease(_view.SafeMemoryMappedViewHandle);
    }

    /// <summary>Keeps the mapping alive until the answer is collected as garbage, even if the file is disposed meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public Hold AcquireForGood()
    {
        var isHeld = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref isHeld);
        return new Hold(_view.SafeMemoryMappedViewHandle);
    }

    public void Dispose()
    {
        if (_base is not null)
        {
            _base = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view.Dispose();
        _file.Dispose();
    }

    private static string ReadName(byte* name) =>
        Encoding.ASCII.GetString(new ReadOnlySpan<byte>(name, SectionFormat.NameLength)).TrimEnd('\0');

    private void ReadDirectory(ulong length, Func<string, bool> isExpectedKind)
    {
        var header = *(SectionFormat.Header*)_base;
        if (header.Magic != SectionFormat.Magic)
        {
            throw Invalid("it is not an engine file");
        }

        if (header.Version is < SectionFormat.OldestVersion or > SectionFormat.Version)
        {
            throw Invalid($"it has format version {header.Version}, this program reads up to version {SectionFormat.Version}");
        }

        if (SectionFormat.Checksum(new ReadOnlySpan<byte>(_base, sizeof(SectionFormat.Header) - sizeof(uint))) != header.Checksum)
        {
            throw Invalid("its header is damaged");
        }

        if (header.FileLength != length)
        {
            throw Invalid($"it has {length} bytes instead of {header.FileLength}");
        }

        Kind = ReadName(header.Kind);
        if (!isExpectedKind(Kind))
        {
            throw Invalid($"it holds '{Kind}', which is not what was asked for");
        }

        ReadEntries(header);
    }

    private void ReadEntries(SectionFormat.Header header)
    {
        var directoryLength = (ulong)header.SectionCount * (ulong)sizeof(SectionFormat.Entry);
        if (directoryLength > header.FileLength - (ulong)sizeof(SectionFormat.Header))
        {
            throw Invalid("its directory is damaged");
        }

        var directory = new ReadOnlySpan<byte>(_base + sizeof(SectionFormat.Header), (int)directoryLength);
        if (SectionFormat.Checksum(directory) != header.DirectoryChecksum)
        {
            throw Invalid("its directory is damaged");
        }

        foreach (var entry in MemoryMarshal.Cast<byte, SectionFormat.Entry>(directory))
        {
            var name = ReadName(entry.Name);
            if (entry.Offset > header.FileLength || entry.Length > header.FileLength - entry.Offset || Checksum(entry) != entry.Checksum)
            {
                throw Invalid($"its section '{name}' is damaged");
            }

            _entries[name] = entry;
        }
    }

    private uint Checksum(SectionFormat.Entry entry)
    {
        const ulong Chunk = 1UL << 30;
        var checksum = 0u;
        for (ulong start = 0; start < entry.Length; start += Chunk)
        {
            var length = (int)Math.Min(Chunk, entry.Length - start);
            checksum = SectionFormat.Checksum(new ReadOnlySpan<byte>(_base + entry.Offset + start, length), checksum);
        }

        return checksum;
    }

    public sealed class Hold(SafeMemoryMappedViewHandle handle)
    {
        ~Hold() => handle.DangerousRelease();
    }

    public readonly struct Lease(SafeMemoryMappedViewHandle handle) : IDisposable
    {
        public void Dispose() => handle?.DangerousRelease();
    }
}
