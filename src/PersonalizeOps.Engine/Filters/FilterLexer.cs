using System.Text;

namespace PersonalizeOps.Engine.Filters;

/// <summary>Takes a filter expression apart.</summary>
internal sealed class FilterLexer(string text)
{
    private int _next;

    public FilterToken Read()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
        {
            _next++;
        }

        if (_next == text.Length)
        {
            return new FilterToken(FilterTokenKind.End, string.Empty, _next + 1);
        }

        return text[_next] switch
        {
            '"' => ReadText(),
            '$' => ReadParameter(),
            '-' or '+' => ReadNumber(),
            var c when char.IsAsciiDigit(c) => ReadNumber(),
            var c when IsWordPart(c) => Take(FilterTokenKind.Word, LengthWhile(_next, IsWordPart)),
            '<' or '>' or '!' when _next + 1 < text.Length && text[_next + 1] == '=' => Take(FilterTokenKind.Symbol, 2),
            '(' or ')' or ',' or '.' or '|' or '*' or '=' or '<' or '>' => Take(FilterTokenKind.Symbol, 1),
            '\'' => throw Error("texts stand in double quotes, not in single ones"),
            var c => throw Error($"unexpected character '{c}'"),
        };
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private int LengthWhile(int start, Func<char, bool> isPart)
    {
        var end = start;
        while (end < text.Length && isPart(text[end]))
        {
            end++;
        }

        return end - start;
    }

    private FilterToken Take(FilterTokenKind kind, int length)
    {
        var token = new FilterToken(kind, text.Substring(_next, length), _next + 1);
        _next += length;
        return token;
    }

    private FilterToken ReadParameter()
    {
        var length = LengthWhile(_next + 1, IsWordPart);
        if (length == 0)
        {
            throw Error("a placeholder needs a name of letters, digits and underscores after its $");
        }

        var token = new FilterToken(FilterTokenKind.Parameter, text.Substring(_next + 1, length), _next + 1);
        _next += length + 1;
        return token;
    }

    private FilterToken ReadNumber()
    {
        var end = _next + 1;
        while (end < text.Length && (IsWordPart(text[end]) || text[end] == '.' || (text[end] is '-' or '+' && text[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        return FilterNumber.TryParse(text.AsSpan(_next, end - _next), out _)
            ? Take(FilterTokenKind.Number, end - _next)
            : throw Error($"'{text[_next..end]}' is no number");
    }

    private FilterToken ReadText()
    {
        var start = _next;
        var value = new StringBuilder();
        for (var i = _next + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                _next = i + 1;
                return new FilterToken(FilterTokenKind.Text, value.ToString(), start + 1);
            }

            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
            {
                i++;
            }

            value.Append(text[i]);
        }

        throw Error("the text has no closing quote");
    }

    private FilterExpressionException Error(string reason) => FilterExpressionException.At(_next + 1, reason);
}
