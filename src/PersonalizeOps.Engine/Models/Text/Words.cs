namespace PersonalizeOps.Engine.Models.Text;

/// <summary>The words of a text, in lower case; of scripts without spaces, every two characters that follow each other.</summary>
internal static class Words
{
    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]) && IsIdeographic(text[end]) == IsIdeographic(text[start]))
            {
                end++;
            }

            if (end > start && IsIdeographic(text[start]))
            {
                for (var at = start; at < Math.Max(start + 1, end - 1); at++)
                {
                    yield return text[at..Math.Min(end, at + 2)];
                }
            }
            else if (end > start)
            {
                yield return text[start..end].ToLowerInvariant();
            }

            start = Math.Max(end, start + 1);
        }
    }

    // Kana, Han and Hangul.
    private static bool IsIdeographic(char character) => character is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF');
}
