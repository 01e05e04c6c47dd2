using System.Text;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Writes a line, if there is one, and opens its block.</summary>
    public CodeWriter Open(string text)
    {
        if (text.Length > 0)
        {
            Line(text);
        }

        Line("{");
        _depth++;
        return this;
    }

    /// <summary>Closes a block.</summary>
    public CodeWriter Close(string after = "")
    {
        _depth--;
        return Line("}" + after);
    }

    /// <summary>Writes a line one step further in.</summary>
    public CodeWriter Inner(string text)
    {
        _depth++;
        Line(text);
        _depth--;
        return this;
    }

    /// <summary>Writes an XML summary.</summary>
    public CodeWriter Summary(string text) => Line($"/// <summary>{Literals.Xml(text)}</summary>");

    public override string ToString() => _text.ToString();
}
