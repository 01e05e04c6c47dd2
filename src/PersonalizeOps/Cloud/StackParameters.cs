using System.Collections;
using System.Globalization;
using System.Management.Automation;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Cloud;

/// <summary>Checks the values for a template's parameters before anything is called.</summary>
internal static class StackParameters
{
    /// <summary>The values as texts under the template's own names.</summary>
    /// <param name="template">The template.</param>
    /// <param name="given">What the user gave.</param>
    /// <param name="filled">The parameters that get a value elsewhere.</param>
    /// <exception cref="PersonalizeException">Unknown names, values against the template's rules, or values that lack; the message has them all.</exception>
    public static Dictionary<string, string> Check(StackTemplate template, Hashtable? given, IEnumerable<string> filled)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        List<string> unknown = [];
        List<string> faults = [];
        foreach (DictionaryEntry entry in given ?? [])
        {
            var name = entry.Key.ToString()!;
            if (!template.Parameters.TryGetValue(name, out var parameter))
            {
                unknown.Add(name);
                continue;
            }

            var value = values[parameter.Name] = ToText(entry.Value);
            if (parameter.FaultOf(value) is { } fault)
                faults.Add(fault);
        }

        if (unknown.Count > 0)
            throw Fault("UnknownParameter", $"The template has no parameter {string.Join(", ", unknown.Order(StringComparer.Ordinal))}. " +
                $"It has {string.Join(", ", template.Parameters.Values.Select(parameter => parameter.Name))}.");
        if (faults.Count > 0)
            throw Fault("InvalidParameter", string.Join(' ', faults.Order(StringComparer.Ordinal)));
        var known = filled.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = template.Parameters.Values
            .Where(parameter => parameter.Default is null && !values.ContainsKey(parameter.Name) && !known.Contains(parameter.Name)).ToList();
        if (missing.Count > 0)
            throw Fault("MissingParameter", "The template needs a value for " + string.Join(" and for ", missing.Select(Describe)) + ".");
        return values;
    }

    private static PersonalizeException Fault(string id, string message) =>
        new(id, ErrorCategory.InvalidArgument, message, null, "Give it with -Parameter @{ Name = 'value' }.");

    private static string Describe(TemplateParameter parameter) =>
        parameter.Description is { } text ? $"{parameter.Name} ({text.TrimEnd('.')})" : parameter.Name;

    private static string ToText(object? value)
    {
        var plain = value is PSObject source ? source.BaseObject : value;
        return plain switch
        {
            bool flag => flag ? "true" : "false",
            SwitchParameter flag => flag ? "true" : "false",
            string text => text,
            IEnumerable many => string.Join(',', many.Cast<object?>().Select(ToText)),
            _ => Convert.ToString(plain, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
