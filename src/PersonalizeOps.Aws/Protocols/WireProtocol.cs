namespace PersonalizeOps.Aws.Protocols;

/// <summary>The wire protocol of a service.</summary>
public enum WireProtocol
{
    /// <summary>AWS JSON 1.0 or 1.1: every call is <c>POST /</c> with <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>REST-JSON: method, path, query and headers carry what the body does not.</summary>
    RestJson,

    /// <summary>AWS Query: every call is a form posted to <c>/</c>, every answer XML.</summary>
    Query,
}
