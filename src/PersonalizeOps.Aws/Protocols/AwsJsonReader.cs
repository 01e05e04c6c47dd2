using System.Globalization;
using System.Text.Json;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads JSON into objects by their shapes.</summary>
internal static class AwsJsonReader
{
    public static object ReadStructure(JsonElement json, StructureShape shape, JsonPath path)
    {
        Expect(json, JsonValueKind.Object, "an object", path);
        var target = shape.Create();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null
                && shape.Find(property.Name) is { Location: MemberLocation.Body } member)
            {
                member.Set(target, ReadValue(property.Value, member.Shape, path.Member(property.Name)));
            }
        }

        return target;
    }

    public static object ReadValue(JsonElement json, Shape shape, JsonPath path) => shape.Kind switch
    {
        ShapeKind.String => ReadText(json, path),
        ShapeKind.Boolean => ReadBoolean(json, path),
        ShapeKind.Integer => (int)ReadInteger(json, int.MinValue, int.MaxValue, "a 32-bit integer", path),
        ShapeKind.Long => ReadInteger(json, long.MinValue, long.MaxValue, "a 64-bit integer", path),
        ShapeKind.Float => (float)ReadNumber(json, path),
        ShapeKind.Double => ReadNumber(json, path),
        ShapeKind.Timestamp => ReadTimestamp(json, path),
        ShapeKind.Blob => ReadBlob(json, path),
        ShapeKind.List => ReadList(json, (ListShape)shape, path),
        ShapeKind.Map => ReadMap(json, (MapShape)shape, path),
        _ => ReadStructure(json, (StructureShape)shape, path),
    };

    private static object ReadList(JsonElement json, ListShape shape, JsonPath path)
    {
        Expect(json, JsonValueKind.Array, "an array", path);
        var list = shape.Create();
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            var place = path.Element(index++);
            if (element.ValueKind == JsonValueKind.Null)
            {
                throw new AwsJsonException(place.ToString(), "a list holds no null.");
            }

            list.Add(ReadValue(element, shape.Element, place));
        }

        return list;
    }

    private static object ReadMap(JsonElement json, MapShape shape, JsonPath path)
    {
        Expect(json, JsonValueKind.Object, "an object", path);
        var map = shape.Create();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                map[property.Name] = ReadValue(property.Value, shape.Value, path.Member(property.Name));
            }
        }

        return map;
    }

    private static string ReadText(JsonElement json, JsonPath path)
    {
        Expect(json, JsonValueKind.String, "a string", path);
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new AwsJsonException(path.ToString(), "the string holds half of a surrogate pair.");
        }
    }

    private static bool ReadBoolean(JsonElement json, JsonPath path) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? json.GetBoolean()
            : throw Mismatch(json, "true or false", path);

    private static long ReadInteger(JsonElement json, long least, long greatest, string expected, JsonPath path)
    {
        Expect(json, JsonValueKind.Number, expected, path);
        if (!json.TryGetInt64(out var number))
        {
            // 5.0 and 5e3 are integers to the SDKs of languages without an integer type.
            if (!json.TryGetDecimal(out var value) || value != decimal.Truncate(value) || value < long.MinValue || value > long.MaxValue)
            {
                throw Mismatch(json, expected, path);
            }

            number = (long)value;
        }

        return number >= least && number <= greatest ? number : throw Mismatch(json, expected, path);
    }

    private static double ReadNumber(JsonElement json, JsonPath path)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw Mismatch(json, "a number", path),
            };
        }

        Expect(json, JsonValueKind.Number, "a number", path);
        return json.GetDouble();
    }

    private static DateTime ReadTimestamp(JsonElement json, JsonPath path)
    {
        const string Expected = "a timestamp in epoch seconds";
        Expect(json, JsonValueKind.Number, Expected, path);
        return Timestamps.TryFromEpochSeconds(json.GetRawText(), out var time) ? time : throw Mismatch(json, Expected, path);
    }

    private static MemoryStream ReadBlob(JsonElement json, JsonPath path)
    {
        Expect(json, JsonValueKind.String, "base64 text", path);
        return json.TryGetBytesFromBase64(out var bytes) ? new MemoryStream(bytes) : throw Mismatch(json, "base64 text", path);
    }

    private static void Expect(JsonElement json, JsonValueKind kind, string expected, JsonPath path)
    {
        if (json.ValueKind != kind)
        {
            throw Mismatch(json, expected, path);
        }
    }

    // The value itself stays out of the message, since it may be sensitive; numbers tell nothing without theirs.
    private static AwsJsonException Mismatch(JsonElement json, string expected, JsonPath path)
    {
        var found = json.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {json.GetRawText()}"),
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            _ => "null",
        };
        return new AwsJsonException(path.ToString(), $"expected {expected}, found {found}.");
    }
}
