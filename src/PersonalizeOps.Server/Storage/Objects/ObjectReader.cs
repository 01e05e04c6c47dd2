using Microsoft.Win32.SafeHandles;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>An object's content, or a range of it, as a stream that may seek. Keeps its files until it is disposed.</summary>
internal sealed class ObjectReader : Stream
{
    private readonly ContentFiles _files;
    private readonly IReadOnlyList<ObjectPart> _parts;
    private readonly long[] _starts;
    private readonly long _offset;
    private SafeFileHandle? _handle;
    private int _open = -1;
    private long _position;
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="ObjectReader"/> class over acquired files.</summary>
    public ObjectReader(ContentFiles files, ObjectInfo info, IReadOnlyList<ObjectPart> parts, long offset, long length)
    {
        (_files, Info, _parts, _offset, Length) = (files, info, parts, offset, length);
        _starts = new long[parts.Count];
        for (var index = 1; index < parts.Count; index++)
        {
            _starts[index] = _starts[index - 1] + parts[index - 1].Size;
        }
    }

    /// <summary>Gets the object that is read.</summary>
    public ObjectInfo Info { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var (handle, at, count) = Locate(buffer.Length);
        return count == 0 ? 0 : Advance(RandomAccess.Read(handle!, buffer[..count], at));
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (handle, at, count) = Locate(buffer.Length);
        return count == 0 ? 0 : Advance(await RandomAccess.ReadAsync(handle!, buffer[..count], at, cancellationToken));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _handle?.Dispose();
            _files.Release(_parts.Select(part => part.File));
        }

        base.Dispose(disposing);
    }

    private (SafeFileHandle? Handle, long At, int Count) Locate(int wanted)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var left = Length - _position;
        if (left <= 0 || wanted == 0)
        {
            return (null, 0, 0);
        }

        var absolute = _offset + _position;
        var index = PartAt(absolute);
        var at = absolute - _starts[index];
        return (Open(index), at, (int)Math.Min(Math.Min(wanted, left), _parts[index].Size - at));
    }

    private int PartAt(long absolute)
    {
        var index = Array.BinarySearch(_starts, absolute);
        index = index < 0 ? ~index - 1 : index;

        // Empty parts share their start with the next one: take the one that has the byte.
        while (_parts[index].Size <= absolute - _starts[index])
        {
            index++;
        }

        return index;
    }

    private SafeFileHandle Open(int index)
    {
        if (_open != index || _handle is null)
        {
            _handle?.Dispose();
            _handle = File.OpenHandle(
                _files.PathOf(_parts[index].File), options: FileOptions.Asynchronous | FileOptions.SequentialScan, share: FileShare.Read | FileShare.Delete);
            _open = index;
        }

        return _handle;
    }

    private int Advance(int read)
    {
        if (read == 0)
        {
            throw new EndOfStreamException($"A content file of the object '{Info.Bucket}/{Info.Key}' is shorter than its index says.");
        }

        _position += read;
        return read;
    }
}
