namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>The values of textual columns, of which the beginning is kept.</summary>
/// <remarks>Source: Personalize developer guide, "Preparing training data".</remarks>
internal static class Prose
{
    private const int Longest = 20_000;

    /// <summary>Cuts a text that is too long, but not within a character.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its beginning.</returns>
    public static string Cut(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
