using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Records;

/// <summary>A CloudFormation stack, and what it offers to other cmdlets.</summary>
public sealed record PersonalizeStack
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the stack, which is its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The status as CloudFormation writes it, such as CREATE_COMPLETE.</summary>
    public required string Status { get; init; }

    /// <summary>Train, Predict or Notebook; null for a stack of another template.</summary>
    public string? Workflow { get; init; }

    /// <summary>The outputs by key.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>The values of the template's parameters by name; hidden ones as ****.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>The tags by name.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>When it was made, in local time.</summary>
    public DateTime? CreationDateTime { get; init; }

    /// <summary>When it was updated last, in local time, or null.</summary>
    public DateTime? LastUpdatedDateTime { get; init; }

    /// <summary>Whether it refuses to be removed.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>The resource that failed first in the last operation, and why; null when nothing failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Whether these cmdlets made it, or its template is a bundled one.</summary>
    internal bool IsOurs => Workflow is not null || Tags.ContainsKey(CloudBundle.WorkflowTag);

    /// <summary>The value of an output.</summary>
    /// <exception cref="PersonalizeException">The stack lacks it.</exception>
    internal string Output(string key) => Outputs.TryGetValue(key, out var value) && value.Length > 0 ? value : throw new PersonalizeException(
        "OutputMissing", ErrorCategory.InvalidData, $"Stack {Name} ({Status}) has no output {key}.", Name,
        "Is it a stack of the right workflow, and complete? Get-PersonalizeStack shows its outputs.");

    /// <summary>Shows the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
