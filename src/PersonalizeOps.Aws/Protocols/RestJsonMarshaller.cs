using System.Collections;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes requests of REST-JSON: labels, query and headers beside the body.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
internal sealed class RestJsonMarshaller(ServiceDescriptor service, OperationDescriptor operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>Writes a request.</summary>
    /// <param name="input">The request of the SDK's surface.</param>
    /// <returns>The HTTP request.</returns>
    /// <exception cref="AmazonClientException">A member that belongs into the path is unset or empty.</exception>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceId)
        {
            HttpMethod = operation.HttpMethod,
            ResourcePath = operation.Path,
            UseQueryString = operation.Input.Members.Any(member => member.Location == MemberLocation.QueryString),
        };
        request.Headers["X-Amz-Api-Version"] = service.ApiVersion;
        foreach (var member in operation.Input.Members)
        {
            Place(request, member, member.Get(input));
        }

        WriteBody(request, input);
        return request;
    }

    private void Place(DefaultRequest request, ShapeMember member, object? value)
    {
        switch (member.Location)
        {
            case MemberLocation.Uri:
                AddLabel(request, member, value);
                break;
            case MemberLocation.QueryString when value is not null:
                AddQuery(request, member, value);
                break;
            case MemberLocation.Header when value is not null:
                request.Headers[member.LocationName] = HeaderText(member, value);
                break;
            case MemberLocation.Headers when value is IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    request.Headers[member.LocationName + entry.Key] = (string)entry.Value!;
                }

                break;
        }
    }

    private void AddLabel(DefaultRequest request, ShapeMember member, object? value)
    {
        var text = value is null ? string.Empty : ValueText.Of(value);
        if (text.Length == 0)
        {
            throw new AmazonClientException(
                $"The request for {operation.Name} needs a value for {member.WireName}: it is part of the path {operation.Path}.");
        }

        // A greedy label keeps its slashes; the SDK knows it by the plus sign, as the model does.
        var greedy = $"{{{member.LocationName}+}}";
        request.AddPathResource(operation.Path.Contains(greedy, StringComparison.Ordinal) ? greedy : $"{{{member.LocationName}}}", text);
    }

    private static void AddQuery(DefaultRequest request, ShapeMember member, object value)
    {
        switch (value)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    request.ParameterCollection.Add((string)entry.Key, ValueText.Of(entry.Value!));
                }

                break;
            case IList list:
                request.ParameterCollection.Add(member.LocationName, list.Cast<object>().Select(ValueText.Of).ToList());
                break;
            default:
                request.ParameterCollection.Add(member.LocationName, ValueText.Of(value));
                break;
        }
    }

    private static string HeaderText(ShapeMember member, object value) => value switch
    {
        string text when member.JsonValue => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        DateTime time => Timestamps.ToHttpDate(time),
        IList list => string.Join(",", list.Cast<object>().Select(ValueText.Of)),
        _ => ValueText.Of(value),
    };

    private void WriteBody(DefaultRequest request, object input)
    {
        if (operation.Input.Payload is { } payload)
        {
            WritePayload(request, operation.Input.Find(payload)!, input);
        }
        else if (operation.Input.Members.Any(member => member.Location == MemberLocation.Body))
        {
            request.Content = JsonMarshaller.Body(operation.Input, input);
            request.Headers["Content-Type"] = service.ContentType;
        }
    }

    private void WritePayload(DefaultRequest request, ShapeMember member, object input)
    {
        switch (member.Get(input))
        {
            case null:
                break;
            case MemoryStream blob:
                request.ContentStream = blob;
                request.Headers["Content-Type"] = "application/octet-stream";
                break;
            case var value:
                request.Content = JsonMarshaller.Body((StructureShape)member.Shape, value);
                request.Headers["Content-Type"] = service.ContentType;
                break;
        }
    }
}
