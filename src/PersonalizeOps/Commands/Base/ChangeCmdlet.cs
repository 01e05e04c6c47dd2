using System.Management.Automation;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that changes a resource which exists, and emits it when asked.</summary>
public abstract class ChangeCmdlet : JobCmdlet
{
    /// <summary>Emits the resource after the change, with -Wait after its end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes one change when ShouldProcess agrees.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="operation">The operation, for -WhatIf.</param>
    /// <param name="name">The name, for -WhatIf.</param>
    /// <param name="change">Asks the service.</param>
    /// <param name="cancellationToken">Ends the call and the waiting.</param>
    private protected async Task ChangeAsync(
        string arn, string operation, string name, Func<Task> change, CancellationToken cancellationToken)
    {
        if (!ShouldProcess(name, operation))
            return;
        await change();
        if (!Wait && !PassThru)
            return;
        var record = await FinishAsync(arn, updated: true, cancellationToken);
        if (PassThru)
            WriteObject(record);
    }
}
