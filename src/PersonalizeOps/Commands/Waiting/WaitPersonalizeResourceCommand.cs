using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Waiting;

/// <summary>
/// Waits until the work on resources has ended, on many at once, and emits each as it is finished. Work that fails is an error with the
/// reason of the service.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "PersonalizeResource")]
[OutputType(typeof(Records.PersonalizeResource))]
public sealed class WaitPersonalizeResourceCommand : PollingCmdlet
{
    private readonly List<string> _arns = [];

    /// <summary>The resources: objects of any kind, or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [ArnCompleter(InMotion = true)]
    public ResourceIdentity[] Resource { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in Resource)
            await TryAsync(resource.Text, () =>
            {
                var arn = resource.AnyArn(Connection);
                _ = FamilyOf(arn);
                _arns.Add(arn);
                return Task.CompletedTask;
            });
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken) => Task.WhenAll(_arns.Distinct().Select(arn =>
        TryAsync(ResourceArn.FullNameOf(arn), async () => WriteObject(await WaitForEndAsync(arn, updated: false, cancellationToken)))));
}
