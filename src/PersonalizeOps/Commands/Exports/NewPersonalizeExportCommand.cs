using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Exports;

/// <summary>Writes the content of datasets to S3 as CSV.</summary>
[Cmdlet(VerbsCommon.New, "PersonalizeExport", SupportsShouldProcess = true)]
[OutputType(typeof(Records.PersonalizeExport))]
public sealed class NewPersonalizeExportCommand : JobCmdlet
{
    /// <summary>The dataset, as DATASETGROUP/TYPE (Movies/Interactions), name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetArn")]
    [ResourceCompleter(ResourceKind.Dataset)]
    public ResourceIdentity Dataset { get; set; } = null!;

    /// <summary>
    /// The S3 URI of the folder for the files. The default is a folder of the job's own in the bucket personalizeops-ACCOUNT-REGION.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutputUri { get; set; }

    /// <summary>BULK: what was imported. PUT: what was sent in real time. ALL (the default): both.</summary>
    [Parameter]
    [ValidateSet("BULK", "PUT", "ALL")]
    public string IngestionMode { get; set; } = "ALL";

    /// <summary>The name of the job. The default is made of the dataset and the time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The IAM role with which Personalize uses the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Dataset.Text, async () =>
    {
        var datasetArn = await Api.ResolveAsync(Dataset, ResourceKind.Dataset, cancellationToken);
        var name = Name ?? JobNames.Create(ResourceArn.FullNameOf(datasetArn).Replace('/', '-').ToLowerInvariant(), TimeProvider.System);
        var files = new S3Files(Api);
        var output = S3Uri.Parse(OutputUri is null ? $"s3://{files.DefaultBucket}/export/{name}/" : OutputUri.TrimEnd('/') + "/");
        var request = new CreateDatasetExportJobRequest
        {
            JobName = name,
            DatasetArn = datasetArn,
            IngestionMode = Amazon.Personalize.IngestionMode.FindValue(IngestionMode),
            RoleArn = ServiceRole.Resolve(RoleArn, Connection),
            JobOutput = new DatasetExportJobOutput { S3DataDestination = new S3DataConfig { Path = output.ToString() } },
            Tags = TagList.From(Tag),
        };
        await files.EnsureBucketAsync(output.Bucket, ShouldProcess, cancellationToken);
        await CreateAsync(ResourceKind.Export, name, () => Api.CreateExportAsync(request, cancellationToken), cancellationToken);
    });
}
