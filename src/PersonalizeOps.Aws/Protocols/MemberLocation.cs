namespace PersonalizeOps.Aws.Protocols;

/// <summary>Where a member of an input or output travels.</summary>
public enum MemberLocation
{
    /// <summary>In the body.</summary>
    Body,

    /// <summary>In the path, in place of its label.</summary>
    Uri,

    /// <summary>In the query string.</summary>
    QueryString,

    /// <summary>In one header.</summary>
    Header,

    /// <summary>A map in headers that share a prefix.</summary>
    Headers,

    /// <summary>The HTTP status of the answer.</summary>
    StatusCode,
}
