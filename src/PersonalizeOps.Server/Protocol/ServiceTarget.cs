namespace PersonalizeOps.Server.Protocol;

/// <summary>What a request asks for, as far as line and headers tell.</summary>
/// <param name="Service">The service's name, such as <c>personalize-runtime</c> or <c>s3</c>; one that is not served here stays as claimed.</param>
/// <param name="Format">The protocol.</param>
/// <param name="Operation">The operation, or method and path where only the service could name it.</param>
internal sealed record ServiceTarget(string Service, WireFormat Format, string Operation)
{
    /// <summary>Gets what errors are written as before anything is known.</summary>
    public static ServiceTarget Unknown { get; } = new("s3", WireFormat.RestXml, "");
}
