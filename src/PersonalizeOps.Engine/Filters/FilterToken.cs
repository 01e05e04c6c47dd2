namespace PersonalizeOps.Engine.Filters;

/// <summary>A word, literal or sign of a filter expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a text literal the text itself, of a placeholder the name.</param>
/// <param name="Position">Where it begins, from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind is FilterTokenKind.Word or FilterTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        FilterTokenKind.End => "the end",
        FilterTokenKind.Text => $"\"{Text}\"",
        FilterTokenKind.Parameter => $"${Text}",
        _ => $"'{Text}'",
    };
}
