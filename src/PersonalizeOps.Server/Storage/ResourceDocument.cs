using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Server.Storage;

/// <summary>Stored documents as objects of the API: the structures that Describe and List operations answer.</summary>
/// <remarks>Documents are the API's own JSON, so a summary is read from the same document as the whole.</remarks>
internal static class ResourceDocument
{
    private static readonly Dictionary<Type, StructureShape> Shapes = FindShapes();

    /// <summary>Writes what of a resource goes into its document: everything that is set.</summary>
    /// <typeparam name="T">A structure of the API.</typeparam>
    /// <param name="value">The resource, with status, failure reason and dates unset: those are columns.</param>
    /// <returns>The document.</returns>
    public static string Write<T>(T value)
        where T : class
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AwsJson.Write(writer, Shapes[typeof(T)], value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Reads a resource, columns included.</summary>
    /// <typeparam name="T">The resource's structure or its summary.</typeparam>
    /// <param name="row">The stored resource.</param>
    /// <returns>The resource.</returns>
    public static T Read<T>(ResourceRow row)
        where T : class
    {
        var document = JsonNode.Parse(row.Document)!.AsObject();
        document["status"] = row.Status;
        document["failureReason"] = row.FailureReason;
        document["creationDateTime"] = row.Created.ToUnixTimeMilliseconds() / 1000m;
        document["lastUpdatedDateTime"] = row.Updated.ToUnixTimeMilliseconds() / 1000m;
        return (T)AwsJson.Read(JsonSerializer.SerializeToElement(document), Shapes[typeof(T)]);
    }

    /// <summary>Changes a resource's document.</summary>
    /// <typeparam name="T">The resource's structure.</typeparam>
    /// <param name="row">The stored resource.</param>
    /// <param name="change">The change; to members other than those that are columns.</param>
    /// <returns>The resource with the changed document.</returns>
    public static ResourceRow With<T>(this ResourceRow row, Action<T> change)
        where T : class
    {
        using var document = JsonDocument.Parse(row.Document);
        var value = (T)AwsJson.Read(document.RootElement, Shapes[typeof(T)]);
        change(value);
        return row with { Document = Write(value) };
    }

    private static Dictionary<Type, StructureShape> FindShapes()
    {
        var members = PersonalizeContract.Descriptor.Operations.Values
            .Where(operation => operation.Name.StartsWith("Describe") || operation.Name.StartsWith("List"))
            .SelectMany(operation => operation.Output?.Members ?? []);
        var shapes = new Dictionary<Type, StructureShape>();
        foreach (var member in members)
        {
            if ((member.Shape is ListShape list ? list.Element : member.Shape) is StructureShape shape)
            {
                shapes[shape.Create().GetType()] = shape;
            }
        }

        return shapes;
    }
}
