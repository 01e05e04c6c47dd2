namespace PersonalizeOps.Data;

/// <summary>Turns backslash escapes inside quoted fields (<c>\"</c> and <c>\\</c>), as Personalize asks for in textual columns, into
/// RFC 4180's doubled quotes, so that one parser reads both.</summary>
internal sealed class BackslashQuoteStream(Stream source) : ForwardStream(source)
{
    private readonly byte[] _input = new byte[1 << 16];
    private int _position;
    private int _length;
    private bool _inQuotes;
    private bool _escaped;
    private bool _pendingQuote;

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_pendingQuote)
            {
                buffer[written++] = (byte)'"';
                _pendingQuote = false;
            }
            else if (_position == _length && !Fill(written))
            {
                break;
            }
            else
            {
                written += Translate(_input[_position++], buffer[written..]);
            }
        }

        return written;
    }

    private bool Fill(int written)
    {
        // What is there is handed on before the source may block.
        if (written > 0)
            return false;

        _position = 0;
        _length = Source.Read(_input);
        return _length > 0;
    }

    private int Translate(byte value, Span<byte> target)
    {
        if (_escaped)
            return TranslateEscaped(value, target);

        if (_inQuotes && value == (byte)'\\')
        {
            _escaped = true;
            return 0;
        }

        if (value == (byte)'"')
            _inQuotes = !_inQuotes;
        target[0] = value;
        return 1;
    }

    private int TranslateEscaped(byte value, Span<byte> target)
    {
        _escaped = false;
        target[0] = value is (byte)'"' or (byte)'\\' ? value : (byte)'\\';
        if (value == (byte)'"')
            _pendingQuote = true;
        else if (value != (byte)'\\')
            _position--;
        return 1;
    }
}
