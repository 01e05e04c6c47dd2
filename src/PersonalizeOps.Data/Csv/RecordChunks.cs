namespace PersonalizeOps.Data;

/// <summary>Cuts a stream into parts of whole records, so that several threads can read them. Calls from any thread, one after the other.</summary>
/// <remarks>Quotes are followed as the CSV reader does: one opens a field only at its start. A record beyond the longest that is read (a quote that
/// is never closed) makes the last part, and what comes after it is not read.</remarks>
internal sealed class RecordChunks(Stream source, int chunkBytes, int maximumRecordBytes)
{
    private readonly Lock _lock = new();
    private byte[] _rest = [];
    private int _number;
    private long _line = 1;
    private int _cutShort = -1;
    private bool _ended;

    /// <summary>The bytes handed out so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the chunk is the beginning of a record that is too long, after which the file was not read.</summary>
    public bool IsCutShortAt(RecordChunk chunk) => chunk.Number == _cutShort;

    /// <summary>Fills a chunk with the next records.</summary>
    /// <returns>False at the end.</returns>
    public bool TryRead(RecordChunk chunk)
    {
        lock (_lock)
        {
            if (_ended)
                return false;
            chunk.Length = Fill(chunk);
            chunk.Number = _number++;
            chunk.FirstLine = _line;
            CountLines(chunk);
            Position += chunk.Length;
            return chunk.Length > 0;
        }
    }

    private int Fill(RecordChunk chunk)
    {
        if (chunk.Buffer.Length < _rest.Length + chunkBytes)
            chunk.Buffer = GC.AllocateUninitializedArray<byte>(_rest.Length + chunkBytes);
        _rest.CopyTo(chunk.Buffer, 0);
        var length = _rest.Length;
        while (true)
        {
            var read = source.ReadAtLeast(chunk.Buffer.AsSpan(length), chunk.Buffer.Length - length, throwOnEndOfStream: false);
            length += read;
            if (length < chunk.Buffer.Length)
            {
                _ended = true;
                return length;
            }

            var end = EndOfRecords(chunk.Buffer.AsSpan(0, length));
            if (end > 0)
            {
                _rest = chunk.Buffer[end..length];
                return end;
            }

            if (length > maximumRecordBytes)
            {
                _ended = true;
                _cutShort = _number;
                return length;
            }

            var larger = GC.AllocateUninitializedArray<byte>(length * 2);
            chunk.Buffer.AsSpan(0, length).CopyTo(larger);
            chunk.Buffer = larger;
        }
    }

    /// <summary>Where the last record that is complete ends; 0 when none is.</summary>
    private static int EndOfRecords(ReadOnlySpan<byte> bytes)
    {
        var end = 0;
        var position = 0;
        while (true)
        {
            var quote = bytes[position..].IndexOf((byte)'"');
            var plain = quote < 0 ? bytes[position..] : bytes.Slice(position, quote);
            var last = LastLineBreak(plain, isTail: quote < 0);
            if (last >= 0)
                end = position + last + 1;
            if (quote < 0)
                return end;
            quote += position;
            position = quote + 1;
            if (quote > 0 && bytes[quote - 1] is not ((byte)',' or (byte)'\n' or (byte)'\r'))
                continue;
            position = EndOfQuotes(bytes, position);
            if (position < 0)
                return end;
        }
    }

    private static int LastLineBreak(ReadOnlySpan<byte> plain, bool isTail)
    {
        var last = plain.LastIndexOf((byte)'\n');
        // A line feed may still follow a carriage return at the very end.
        return last >= 0 ? last : (isTail && plain.Length > 0 ? plain[..^1] : plain).LastIndexOf((byte)'\r');
    }

    /// <summary>The position after the quote that closes; -1 when the bytes end before that is known.</summary>
    private static int EndOfQuotes(ReadOnlySpan<byte> bytes, int position)
    {
        while (true)
        {
            var quote = bytes[position..].IndexOf((byte)'"');
            if (quote < 0 || position + quote + 1 == bytes.Length)
                return -1;
            position += quote + 1;
            if (bytes[position] != (byte)'"')
                return position;
            position++;
        }
    }

    private void CountLines(RecordChunk chunk)
    {
        var bytes = chunk.Buffer.AsSpan(0, chunk.Length);
        var feeds = bytes.Count((byte)'\n');
        var returns = bytes.Count((byte)'\r');
        _line += returns == 0 ? feeds : feeds + returns - bytes.Count("\r\n"u8);
        chunk.IsPlain = returns == 0 && !bytes.Contains((byte)'"') && !bytes.StartsWith((byte)'\n') && bytes.IndexOf("\n\n"u8) < 0;
    }
}
