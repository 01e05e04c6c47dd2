namespace PersonalizeOps.Engine.Filters;

/// <summary>The texts of a field that may hold several, joined by bars.</summary>
internal static class FilterTexts
{
    public static string[] Split(string? value) => value is null ? [] : value.Split('|');
}
