using System.Collections;
using System.Text.Json;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes and reads objects of generated classes as the JSON of AWS's protocols.</summary>
public static class AwsJson
{
    /// <summary>Writes the members that travel in the body as one JSON object; unset members are left out.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="shape">The object's shape.</param>
    /// <param name="value">The object.</param>
    public static void Write(Utf8JsonWriter writer, StructureShape shape, object value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Body && member.Get(value) is { } content)
            {
                writer.WritePropertyName(member.WireName);
                WriteValue(writer, member.Shape, content);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads an object. Members the shape does not know are ignored, null counts as absent.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="shape">The object's shape.</param>
    /// <returns>An object of the shape's class.</returns>
    /// <exception cref="AwsJsonException">A value has another JSON type than its shape asks for, or is out of its range.</exception>
    public static object Read(JsonElement json, StructureShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return AwsJsonReader.ReadStructure(json, shape, new JsonPath());
    }

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="shape">The value's shape.</param>
    /// <param name="value">The value; in a list or map it may be null.</param>
    internal static void WriteValue(Utf8JsonWriter writer, Shape shape, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case float or double:
                WriteNumber(writer, value);
                break;
            case DateTime time:
                writer.WriteRawValue(Timestamps.ToEpochSeconds(time), skipInputValidation: true);
                break;
            case MemoryStream blob:
                writer.WriteBase64StringValue(blob.ToArray());
                break;
            default:
                WriteContainer(writer, shape, value);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, object value)
    {
        var number = Convert.ToDouble(value);
        if (!double.IsFinite(number))
        {
            writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
        else if (value is float single)
        {
            writer.WriteNumberValue(single);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static void WriteContainer(Utf8JsonWriter writer, Shape shape, object value)
    {
        switch (shape)
        {
            case StructureShape structure:
                Write(writer, structure, value);
                break;
            case ListShape list:
                writer.WriteStartArray();
                foreach (var element in (IEnumerable)value)
                {
                    WriteValue(writer, list.Element, element);
                }

                writer.WriteEndArray();
                break;
            case MapShape map:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    writer.WritePropertyName((string)entry.Key);
                    WriteValue(writer, map.Value, entry.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is no value of shape {shape.Name} ({shape.Kind}).", nameof(value));
        }
    }
}
