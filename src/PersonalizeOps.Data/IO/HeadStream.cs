namespace PersonalizeOps.Data;

/// <summary>A read-only stream whose first bytes were already taken to look at them; any source will do, also one that can't seek.</summary>
internal sealed class HeadStream : Stream
{
    private readonly Stream _rest;
    private readonly byte[] _head;
    private int _taken;

    public HeadStream(Stream source, int headSize)
    {
        _rest = source;
        _head = new byte[headSize];
        var length = source.ReadAtLeast(_head, headSize, throwOnEndOfStream: false);
        Array.Resize(ref _head, length);
    }

    public ReadOnlySpan<byte> Head => _head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_taken == _head.Length)
            return _rest.Read(buffer);

        var count = Math.Min(buffer.Length, _head.Length - _taken);
        _head.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rest.Dispose();

        base.Dispose(disposing);
    }
}
