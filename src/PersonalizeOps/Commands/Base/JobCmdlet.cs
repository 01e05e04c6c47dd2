using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that starts work which goes on in the service, and can wait for its end.</summary>
public abstract class JobCmdlet : PollingCmdlet
{
    /// <summary>
    /// Waits until the work has ended, shows its status and the elapsed time as progress, and emits the finished record. A failure becomes an
    /// error with the reason of the service. Ctrl+C ends the waiting, not the work.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Creates a resource when ShouldProcess agrees, and emits it, with -Wait once it is finished.</summary>
    private protected async Task CreateAsync(ResourceKind kind, string name, Func<Task<string>> create, CancellationToken cancellationToken)
    {
        if (ShouldProcess(name, $"Create{ResourceFamilies.Of(kind).ApiNoun}"))
            WriteObject(await FinishAsync(await create(), updated: false, cancellationToken));
    }

    /// <summary>The record of a resource, with -Wait once the work on it has ended.</summary>
    private protected Task<PersonalizeResource> FinishAsync(string arn, bool updated, CancellationToken cancellationToken) => Wait
        ? WaitForEndAsync(arn, updated, cancellationToken)
        : FamilyOf(arn).DescribeAsync(Api, arn, cancellationToken);
}
