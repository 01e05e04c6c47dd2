namespace PersonalizeOps.Data;

/// <summary>A read-only stream whose first bytes were already taken to look at them; any source will do, also one that can't seek.</summary>
internal sealed class HeadStream : ForwardStream
{
    private readonly byte[] _head;
    private int _taken;

    public HeadStream(Stream source, int headSize)
        : base(source)
    {
        _head = new byte[headSize];
        var length = source.ReadAtLeast(_head, headSize, throwOnEndOfStream: false);
        Array.Resize(ref _head, length);
    }

    public ReadOnlySpan<byte> Head => _head;

    public override int Read(Span<byte> buffer)
    {
        if (_taken == _head.Length)
            return Source.Read(buffer);

        var count = Math.Min(buffer.Length, _head.Length - _taken);
        _head.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }
}
