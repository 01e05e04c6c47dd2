using System.Collections;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads answers of REST-JSON: status and headers beside the body.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
/// <param name="createResponse">Makes the empty response.</param>
/// <param name="createError">Makes the service's base exception.</param>
internal sealed class RestJsonUnmarshaller(
    ServiceDescriptor service, OperationDescriptor operation, Func<AmazonWebServiceResponse> createResponse, ErrorFactory createError)
    : JsonUnmarshaller(service, operation, createResponse, createError)
{
    /// <inheritdoc/>
    protected override AmazonWebServiceResponse ReadResponse(StructureShape output, byte[] body, IWebResponseData data)
    {
        var payload = output.Payload is { } name ? output.Find(name) : null;
        var response = base.ReadResponse(output, payload is null ? body : [], data);
        if (payload is not null && body.Length > 0)
        {
            payload.Set(response, payload.Shape is StructureShape structure ? ReadJson(structure, body) : new MemoryStream(body));
        }

        foreach (var member in output.Members)
        {
            Place(response, member, data);
        }

        return response;
    }

    private static void Place(object response, ShapeMember member, IWebResponseData data)
    {
        switch (member.Location)
        {
            case MemberLocation.StatusCode:
                member.Set(response, (int)data.StatusCode);
                break;
            case MemberLocation.Header when data.IsHeaderPresent(member.LocationName):
                member.Set(response, HeaderValue(member, data.GetHeaderValue(member.LocationName)));
                break;
            case MemberLocation.Headers:
                member.Set(response, PrefixedHeaders((MapShape)member.Shape, member.LocationName, data));
                break;
        }
    }

    private static object? HeaderValue(ShapeMember member, string text) =>
        member.JsonValue ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : ValueText.Parse(member.Shape, text);

    private static IDictionary PrefixedHeaders(MapShape shape, string prefix, IWebResponseData data)
    {
        var map = shape.Create();
        foreach (var name in data.GetHeaderNames().Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            map[name[prefix.Length..]] = data.GetHeaderValue(name);
        }

        return map;
    }
}
