namespace PersonalizeOps.Server.Protocol;

/// <summary>The protocols of AWS that requests arrive in and errors are written in.</summary>
internal enum WireFormat
{
    /// <summary>REST-XML, which is S3's.</summary>
    RestXml,

    /// <summary>AWS JSON 1.0 and 1.1: the operation is in <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>REST-JSON: the operation follows from method and path.</summary>
    RestJson,

    /// <summary>Query: the operation is the form's <c>Action</c>, the answer XML.</summary>
    Query,
}
