namespace PersonalizeOps.Aws.Protocols;

/// <summary>An operation of a service.</summary>
public sealed class OperationDescriptor
{
    /// <summary>Gets the operation's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public required string HttpMethod { get; init; }

    /// <summary>Gets the path, with labels such as <c>{FunctionName}</c>; <c>/</c> for AWS JSON and AWS Query.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the HTTP status of success.</summary>
    public int SuccessStatus { get; init; } = 200;

    /// <summary>Gets the input.</summary>
    public required StructureShape Input { get; init; }

    /// <summary>Gets the output; null when the operation answers nothing.</summary>
    public StructureShape? Output { get; init; }

    /// <summary>Gets the element that holds the output in an answer of AWS Query, such as <c>DescribeStacksResult</c>; null when the answer itself does.</summary>
    public string? ResultWrapper { get; init; }

    /// <summary>Gets the errors that the model lists for the operation.</summary>
    public IReadOnlyList<ErrorShape> Errors { get; init; } = [];
}
