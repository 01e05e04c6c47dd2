using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PersonalizeOps.Binding;

/// <summary>Writes the values of filter parameters as the API wants them: texts in double quotes, several with commas between.</summary>
internal static class FilterValues
{
    /// <summary>Values by parameter name; null without any.</summary>
    public static Dictionary<string, string>? From(Hashtable? values) => values?.Cast<DictionaryEntry>().ToDictionary(
        entry => entry.Key.ToString()!.TrimStart('$'),
        entry => string.Join(',', (LanguagePrimitives.GetEnumerable(entry.Value) is { } many ? many.Cast<object?>() : [entry.Value]).Select(ToText)));

    private static string ToText(object? value)
    {
        var plain = value is PSObject source ? source.BaseObject : value;
        var text = Convert.ToString(plain, CultureInfo.InvariantCulture) ?? "";
        // What is quoted already was written for the API by somebody who knows it.
        return plain is not string || text.StartsWith('"') ? text : $"\"{text}\"";
    }
}
