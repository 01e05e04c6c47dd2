using System.Text.Json;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>What CloudFormation asks of a custom resource.</summary>
internal sealed record ResourceRequest(
    string RequestType,
    string ResourceType,
    string? PhysicalResourceId,
    JsonElement Properties,
    JsonElement OldProperties,
    JsonElement Json)
{
    /// <summary>Gets the id of the request, the same for a repeated delivery.</summary>
    public string RequestId => Json.Text("RequestId") ?? string.Empty;

    /// <summary>Gets the ARN that an earlier part of this work waits for; null at its beginning.</summary>
    public string? Waiting => Json.Text("PersonalizeOpsWaiting");

    /// <summary>Reads a request.</summary>
    /// <exception cref="FunctionException">The event is not CloudFormation's.</exception>
    public static ResourceRequest Read(JsonElement json) =>
        json.Text("RequestType") is { } requestType && json.Text("ResourceType") is { } type && json.Text("ResponseURL") is not null
            ? new ResourceRequest(
                requestType,
                type,
                json.Text("PhysicalResourceId"),
                json.Member("ResourceProperties") ?? default,
                json.Member("OldResourceProperties") ?? default,
                json)
            : throw new FunctionException("The event has no RequestType, ResourceType and ResponseURL; this function is called by CloudFormation.");

    /// <summary>Reads a property that must be there.</summary>
    /// <exception cref="FunctionException">It is not.</exception>
    public string Property(string name) => Properties.Text(name) is { Length: > 0 } value
        ? value
        : throw new FunctionException($"The property {name} of {ResourceType} is missing.");

    /// <summary>Tells whether an update changes a property.</summary>
    public bool Changes(string name) => Properties.Member(name)?.GetRawText() != OldProperties.Member(name)?.GetRawText();
}
