using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Local;

/// <summary>Shows the local server of a state folder when it runs and answers, else nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeLocal")]
[OutputType(typeof(PersonalizeLocal))]
public sealed class GetPersonalizeLocalCommand : AsyncCmdlet
{
    /// <summary>The folder of its state. The default is PersonalizeOps/local under the local application data folder.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (await new LocalServer(LocalServer.StatePathOf(this, StatePath)).FindAsync(cancellationToken) is { } running)
            WriteObject(running);
    }
}
