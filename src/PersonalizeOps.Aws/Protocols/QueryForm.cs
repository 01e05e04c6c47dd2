using System.Collections;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes objects of generated classes as the form of AWS Query: members by dots, lists and maps by numbers from 1.</summary>
public static class QueryForm
{
    /// <summary>Writes the members of an object; unset ones are left out, an empty list is sent as its name with no value.</summary>
    /// <param name="shape">The object's shape.</param>
    /// <param name="value">The object.</param>
    /// <returns>Names and values, such as <c>Tags.member.1.Key</c> and <c>team</c>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Write(StructureShape shape, object value)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(value);
        var fields = new List<KeyValuePair<string, string>>();
        WriteStructure(fields, string.Empty, shape, value);
        return fields;
    }

    private static void WriteStructure(List<KeyValuePair<string, string>> fields, string prefix, StructureShape shape, object value)
    {
        foreach (var member in shape.Members)
        {
            if (member.Get(value) is { } content)
            {
                WriteValue(fields, prefix + member.WireName, member.Shape, content);
            }
        }
    }

    private static void WriteValue(List<KeyValuePair<string, string>> fields, string name, Shape shape, object value)
    {
        switch (shape)
        {
            case StructureShape structure:
                WriteStructure(fields, name + ".", structure, value);
                break;
            case ListShape list:
                WriteList(fields, name, list, (IList)value);
                break;
            case MapShape map:
                WriteMap(fields, name, map, (IDictionary)value);
                break;
            default:
                fields.Add(new(name, value is MemoryStream blob ? Convert.ToBase64String(blob.ToArray()) : ValueText.Of(value)));
                break;
        }
    }

    private static void WriteList(List<KeyValuePair<string, string>> fields, string name, ListShape shape, IList list)
    {
        if (list.Count == 0)
        {
            fields.Add(new(name, string.Empty));
        }

        for (var i = 0; i < list.Count; i++)
        {
            WriteValue(fields, $"{name}.member.{i + 1}", shape.Element, list[i]!);
        }
    }

    private static void WriteMap(List<KeyValuePair<string, string>> fields, string name, MapShape shape, IDictionary map)
    {
        var i = 0;
        foreach (DictionaryEntry entry in map)
        {
            var prefix = $"{name}.entry.{++i}.";
            fields.Add(new(prefix + shape.KeyName, (string)entry.Key));
            WriteValue(fields, prefix + shape.ValueName, shape.Value, entry.Value!);
        }
    }
}
