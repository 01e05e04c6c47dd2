using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that needs services around Personalize; with a connection to the local server its begin step ends the pipeline.</summary>
public abstract class CloudCmdlet : PersonalizeCmdlet
{
    private CloudApi? _cloud;

    private protected CloudApi Cloud => _cloud ??= new CloudApi(Api);

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        _ = Cloud;
    }
}
