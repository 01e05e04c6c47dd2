using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PersonalizeOps.Binding;

/// <summary>
/// Takes ids as texts or numbers, and as objects with a property of one of the names. Without it PowerShell would turn an object whose id is a
/// number into the text "@{UserId=5}", a user nobody has seen, for whom the service answers with popular items.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdTransformationAttribute(params string[] names) : ArgumentTransformationAttribute
{
    /// <summary>The properties that hold the id, the first being its name in messages.</summary>
    public string[] Names => names;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = LanguagePrimitives.GetEnumerable(inputData) is { } many ? many.Cast<object?>() : [inputData];
        return items.Select(ToText).ToArray();
    }

    private string ToText(object? item)
    {
        if (item is null)
            throw new ArgumentTransformationMetadataException($"A {names[0]} is null.");
        var source = PSObject.AsPSObject(item);
        if (source.BaseObject is string or ValueType)
            return Convert.ToString(source.BaseObject, CultureInfo.InvariantCulture)!;
        foreach (var name in names)
            if ((source.Properties[name]?.Value ?? Entry(source.BaseObject as IDictionary, name)) is { } value)
                return ToText(value);
        var own = source.BaseObject is IDictionary table ? table.Keys.Cast<object>().Select(key => $"{key}") : source.Properties.Select(property => property.Name);
        throw new ArgumentTransformationMetadataException(own.FirstOrDefault(name => names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } empty
            ? $"The {empty} of an object is null."
            : $"An object with the properties {string.Join(", ", own.Take(8))} has none of the names of a {names[0]}: {string.Join(", ", names)}.");
    }

    /// <summary>Tables of other cmdlets, as of ConvertFrom-Json -AsHashtable, tell upper from lower case, which properties never do.</summary>
    private static object? Entry(IDictionary? table, string name) =>
        table?[name] ?? table?.Cast<DictionaryEntry>().FirstOrDefault(entry => string.Equals($"{entry.Key}", name, StringComparison.OrdinalIgnoreCase)).Value;
}
