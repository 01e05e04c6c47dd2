using System.Collections;
using System.Globalization;
using System.Xml.Linq;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>The server's side of AWS Query: reads forms, writes XML.</summary>
internal static class QueryWire
{
    public static IReadOnlyDictionary<string, string> ParseForm(string text) => text.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    public static object ReadStructure(IReadOnlyDictionary<string, string> form, string prefix, StructureShape shape)
    {
        var target = shape.Create();
        foreach (var member in shape.Members)
        {
            member.Set(target, ReadValue(form, prefix + member.WireName, member.Shape));
        }

        return target;
    }

    public static string Answer(ServiceDescriptor service, OperationDescriptor operation, object? response)
    {
        XNamespace ns = $"urn:{service.Service}";
        var root = new XElement(ns + $"{operation.Name}Response");
        var result = operation.ResultWrapper is { } wrapper ? new XElement(ns + wrapper) : root;
        if (response is not null)
        {
            WriteStructure(result, ns, operation.Output!, response);
        }

        if (result != root)
        {
            root.Add(result);
        }

        root.Add(new XElement(ns + "ResponseMetadata", new XElement(ns + "RequestId", WireResponse.RequestId)));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static object? ReadValue(IReadOnlyDictionary<string, string> form, string name, Shape shape) => shape switch
    {
        StructureShape structure => form.Keys.Any(key => key.StartsWith(name + ".", StringComparison.Ordinal))
            ? ReadStructure(form, name + ".", structure)
            : null,
        ListShape list => ReadList(form, name, list),
        MapShape map => ReadMap(form, name, map),
        { Kind: ShapeKind.Blob } => form.TryGetValue(name, out var text) ? new MemoryStream(Convert.FromBase64String(text)) : null,
        _ => form.TryGetValue(name, out var text) ? Scalar(shape, text) : null,
    };

    private static IList? ReadList(IReadOnlyDictionary<string, string> form, string name, ListShape shape)
    {
        var list = shape.Create();
        while (ReadValue(form, $"{name}.member.{list.Count + 1}", shape.Element) is { } element)
        {
            list.Add(element);
        }

        return list.Count > 0 || form.ContainsKey(name) ? list : null;
    }

    private static IDictionary? ReadMap(IReadOnlyDictionary<string, string> form, string name, MapShape shape)
    {
        var map = shape.Create();
        while (form.TryGetValue($"{name}.entry.{map.Count + 1}.{shape.KeyName}", out var key))
        {
            map[key] = ReadValue(form, $"{name}.entry.{map.Count + 1}.{shape.ValueName}", shape.Value);
        }

        return map.Count > 0 ? map : null;
    }

    private static object Scalar(Shape shape, string text) => shape.Kind switch
    {
        ShapeKind.String => text,
        ShapeKind.Boolean => bool.Parse(text),
        ShapeKind.Integer => int.Parse(text, CultureInfo.InvariantCulture),
        ShapeKind.Long => long.Parse(text, CultureInfo.InvariantCulture),
        ShapeKind.Timestamp => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static void WriteStructure(XElement parent, XNamespace ns, StructureShape shape, object value)
    {
        foreach (var member in shape.Members)
        {
            if (member.Get(value) is { } content)
            {
                parent.Add(Element(ns, member.WireName, member.Shape, content));
            }
        }
    }

    private static XElement Element(XNamespace ns, string name, Shape shape, object value)
    {
        var element = new XElement(ns + name);
        switch (shape)
        {
            case StructureShape structure:
                WriteStructure(element, ns, structure, value);
                break;
            case ListShape list:
                element.Add(((IList)value).Cast<object>().Select(item => Element(ns, "member", list.Element, item)));
                break;
            case MapShape map:
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    element.Add(new XElement(
                        ns + "entry", new XElement(ns + map.KeyName, entry.Key), Element(ns, map.ValueName, map.Value, entry.Value!)));
                }

                break;
            default:
                element.Value = value switch
                {
                    MemoryStream blob => Convert.ToBase64String(blob.ToArray()),
                    DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
                    bool flag => flag ? "true" : "false",
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                };
                break;
        }

        return element;
    }
}
