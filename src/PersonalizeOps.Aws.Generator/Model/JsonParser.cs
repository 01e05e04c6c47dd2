using System.Globalization;
using System.Text;

namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>Reads JSON text into nodes that know their line and column.</summary>
internal sealed class JsonParser
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private int _at;
    private int _line;
    private int _lineStart;
    private int _depth;

    private JsonParser(string text) => _text = text;

    private int Column => _at - _lineStart;

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The root.</returns>
    /// <exception cref="ModelException">The text is no JSON.</exception>
    public static JsonNode Parse(string text)
    {
        var parser = new JsonParser(text);
        var root = parser.ReadValue();
        parser.SkipSpace();
        return parser._at == text.Length ? root : throw parser.Fault("Unexpected text after the end of the document");
    }

    private JsonNode ReadValue()
    {
        SkipSpace();
        if (_at >= _text.Length)
        {
            throw Fault("Unexpected end of the document");
        }

        var (line, column) = (_line, Column);
        if (++_depth > MaxDepth)
        {
            throw Fault("The document is nested too deeply");
        }

        object? value = _text[_at] switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadString(),
            't' => ReadWord("true", true),
            'f' => ReadWord("false", false),
            'n' => ReadWord("null", null),
            _ => ReadNumber(),
        };
        _depth--;
        return new JsonNode(value, line, column);
    }

    private List<KeyValuePair<string, JsonNode>> ReadObject()
    {
        var members = new List<KeyValuePair<string, JsonNode>>();
        _at++;
        if (TryTake('}'))
        {
            return members;
        }

        do
        {
            SkipSpace();
            if (Peek() != '"')
            {
                throw Fault("Expected a member name");
            }

            var name = ReadString();
            Take(':');
            members.Add(new KeyValuePair<string, JsonNode>(name, ReadValue()));
        }
        while (TryTake(','));
        Take('}');
        return members;
    }

    private List<JsonNode> ReadArray()
    {
        var elements = new List<JsonNode>();
        _at++;
        if (TryTake(']'))
        {
            return elements;
        }

        do
        {
            elements.Add(ReadValue());
        }
        while (TryTake(','));
        Take(']');
        return elements;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        for (_at++; Peek() != '"'; _at++)
        {
            var c = Peek();
            if (c < ' ')
            {
                throw Fault("Unterminated string");
            }

            text.Append(c == '\\' ? ReadEscape() : c);
        }

        _at++;
        return text.ToString();
    }

    private char ReadEscape()
    {
        _at++;
        switch (Peek())
        {
            case '"' or '\\' or '/':
                return Peek();
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(
                _text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw Fault("Unknown escape in a string");
        }
    }

    private object? ReadWord(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Fault("Expected a value");
        }

        _at += word.Length;
        return value;
    }

    private double ReadNumber()
    {
        var start = _at;
        while (Peek() is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _at++;
        }

        if (!double.TryParse(_text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            _at = start;
            throw Fault("Expected a value");
        }

        return number;
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Fault($"Expected '{expected}'");
        }
    }

    private bool TryTake(char expected)
    {
        SkipSpace();
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        for (; Peek() is ' ' or '\t' or '\r' or '\n' or '\uFEFF'; _at++)
        {
            if (Peek() == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private ModelException Fault(string message) => new(message, _line, Column);
}
