using System.Management.Automation;

namespace PersonalizeOps.Errors;

/// <summary>An error of a cmdlet that already knows its id, category, target and what the user can do.</summary>
public sealed class PersonalizeException : Exception
{
    internal PersonalizeException(
        string errorId, ErrorCategory category, string message, object? target = null, string? action = null, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Category = category;
        Target = target;
        RecommendedAction = action;
    }

    /// <summary>The stable id, for service errors <c>Operation.AwsErrorCode</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The category of the error record.</summary>
    public ErrorCategory Category { get; }

    /// <summary>The ARN, name or path that the error is about.</summary>
    public object? Target { get; }

    /// <summary>What the user can do, or null.</summary>
    public string? RecommendedAction { get; }

    /// <summary>The AWS error code, or null when the error is not the service's.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The request id of the failed call, or null.</summary>
    public string? RequestId { get; init; }
}
