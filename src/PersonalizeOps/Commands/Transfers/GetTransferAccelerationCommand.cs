using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Transfers;

/// <summary>Shows whether buckets take uploads by S3's transfer acceleration.</summary>
[Cmdlet(VerbsCommon.Get, "TransferAcceleration")]
[OutputType(typeof(TransferAcceleration))]
public sealed class GetTransferAccelerationCommand : PersonalizeCmdlet
{
    /// <summary>The buckets. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BucketName")]
    [ValidateNotNullOrEmpty]
    public string[]? Bucket { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in Bucket ?? [new S3Files(Api).DefaultBucket])
            await TryAsync(bucket, async () => WriteObject(await new Acceleration(Api).GetAsync(bucket, cancellationToken)));
    }
}
