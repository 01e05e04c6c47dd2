using System.Text;

namespace PersonalizeOps.Engine.Models.Segments;

/// <summary>Reads <c>ITEMS.column = value AND …</c>; a value is a number or stands in double quotes, in which \" and \\ are escapes.</summary>
internal ref struct ItemAttributesParser
{
    private const string Dataset = "ITEMS";
    private const string And = "AND";
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private ItemAttributesParser(string text) => _text = text;

    /// <exception cref="ItemAttributesException">The text is not such an expression.</exception>
    public static List<ItemAttribute> Parse(string text)
    {
        var parser = new ItemAttributesParser(text);
        var attributes = new List<ItemAttribute> { parser.ReadComparison() };
        while (!parser.IsAtEnd())
        {
            parser.ReadAnd();
            attributes.Add(parser.ReadComparison());
        }

        return attributes;
    }

    private bool IsAtEnd()
    {
        SkipSpace();
        return _at == _text.Length;
    }

    private void ReadAnd()
    {
        var start = _at;
        if (!ReadWord().Equals(And, StringComparison.OrdinalIgnoreCase))
        {
            throw Error("only AND may follow a comparison", start);
        }
    }

    private ItemAttribute ReadComparison()
    {
        SkipSpace();
        var start = _at;
        if (!ReadWord().Equals(Dataset, StringComparison.OrdinalIgnoreCase) || !Skip('.'))
        {
            throw Error("a comparison starts with ITEMS. and a column", start);
        }

        var column = ReadWord().ToString();
        if (column.Length == 0)
        {
            throw Error("the name of a column is missing", _at);
        }

        SkipSpace();
        if (!Skip('='))
        {
            throw Error("only = can compare", _at);
        }

        SkipSpace();
        var isNumber = _at < _text.Length && _text[_at] != '"';
        return new ItemAttribute(column, isNumber ? ReadNumber() : ReadText(), isNumber, start + 1);
    }

    private string ReadNumber()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return AttributeIndex.NumberText(_text[start.._at]) ?? throw Error("a value is a number or stands in double quotes", start);
    }

    private string ReadText()
    {
        var start = _at;
        if (!Skip('"'))
        {
            throw Error("a value is missing", start);
        }

        var value = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\' ? 1 : 0;
            value.Append(_text[_at]);
        }

        return Skip('"') ? value.ToString() : throw Error("the closing quote of this value is missing", start);
    }

    private ReadOnlySpan<char> ReadWord()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool Skip(char expected)
    {
        if (_at == _text.Length || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private static ItemAttributesException Error(string reason, int at) => new(reason, at + 1);
}
