using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Transfers;

/// <summary>
/// Switches S3's transfer acceleration of buckets on or off. Uploads with -Accelerate then travel through AWS's own network from its nearest
/// edge; S3 bills them by the gigabyte where they were faster.
/// </summary>
[Cmdlet(VerbsCommon.Set, "TransferAcceleration", SupportsShouldProcess = true)]
[OutputType(typeof(TransferAcceleration))]
public sealed class SetTransferAccelerationCommand : PersonalizeCmdlet
{
    /// <summary>The buckets; names with dots cannot be accelerated. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BucketName")]
    [ValidateNotNullOrEmpty]
    public string[]? Bucket { get; set; }

    /// <summary>Enabled or Suspended.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet("Enabled", "Suspended")]
    public string Status { get; set; } = "";

    /// <summary>Emits the bucket's acceleration after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in Bucket ?? [new S3Files(Api).DefaultBucket])
            await TryAsync(bucket, async () =>
            {
                var acceleration = new Acceleration(Api);
                if (!ShouldProcess(bucket, $"PutBucketAccelerateConfiguration {Status}"))
                    return;
                await acceleration.SetAsync(bucket, Status, cancellationToken);
                if (PassThru)
                    WriteObject(await acceleration.GetAsync(bucket, cancellationToken));
            });
    }
}
