using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that needs a connection; without one its begin step ends the pipeline and says how to connect.</summary>
public abstract class PersonalizeCmdlet : AsyncCmdlet
{
    private PersonalizeApi? _api;

    private protected PersonalizeApi Api => _api ??= new PersonalizeApi(ConnectionState.Require(), Trace);

    private protected PersonalizeConnection Connection => Api.Connection;

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        _ = Api;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Emits what a Get- cmdlet was asked for: everything without a name, what matches a wildcard, else the named resource, each failure being
    /// a record about its name.
    /// </summary>
    private protected async Task WriteResourcesAsync<TRecord>(
        IReadOnlyList<ResourceIdentity>? names,
        ResourceKind kind,
        Func<CancellationToken, Task<IReadOnlyList<string>>> listArns,
        Func<string, CancellationToken, Task<TRecord>> describe,
        CancellationToken cancellationToken)
        where TRecord : class
    {
        foreach (var name in names ?? [new ResourceIdentity("*")])
        {
            await TryAsync(name.Text, async () =>
            {
                if (!name.IsPattern)
                {
                    WriteObject(await describe(name.ArnOf(kind, Connection), cancellationToken));
                    return;
                }

                var pattern = new System.Management.Automation.WildcardPattern(name.Text, System.Management.Automation.WildcardOptions.IgnoreCase);
                var arns = (await listArns(cancellationToken)).Where(arn => pattern.IsMatch(ResourceArn.NameOf(arn))).ToList();
                await foreach (var record in PersonalizeApi.DescribeAllAsync(arns, describe, cancellationToken))
                    WriteObject(record);
            });
        }
    }
}
