using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Exports;

/// <summary>Writes the rows of a dataset into S3.</summary>
internal sealed class ExportHandler(
    ResourceTransitions transitions,
    DatasetContents contents,
    DatasetFiles files,
    ObjectStore objects,
    StateFolder state) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Export;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var export = ResourceDocument.Read<DatasetExportJob>(transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress));
        var path = export.JobOutput.S3DataDestination.Path;
        if (!S3Location.TryParse(path, out var output) || !objects.BucketExists(output.Bucket))
        {
            throw new JobFailedException($"Invalid S3 output path: {path}. The bucket does not exist.");
        }

        var folder = output.IsFolder ? output.Key : output.Key + "/";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        await using var content = new FileStream(state.NewTemporaryPath(), options);
        Write(export, content, cancellationToken);
        content.Position = 0;
        await objects.PutAsync(output.Bucket, $"{folder}{export.JobName}.csv", content, "text/csv", cancellationToken);
        return new JobResult(session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);

    private void Write(DatasetExportJob export, Stream output, CancellationToken cancellationToken)
    {
        var (arn, mode) = (export.DatasetArn, export.IngestionMode);
        var schema = contents.SchemaOf(arn);
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var csv = new DatasetCsvWriter(schema, writer);
        if (DatasetTypes.Parse(schema.Name) == DatasetType.Interactions)
        {
            using var store = mode == IngestionMode.BULK ? files.OpenInteractions(arn)
                : mode == IngestionMode.PUT ? contents.OpenStreamedInteractions(arn)
                : contents.OpenInteractions(arn);
            csv.Write(store, cancellationToken);
        }
        else
        {
            using var table = mode == IngestionMode.BULK ? files.OpenTable(arn)
                : mode == IngestionMode.PUT ? contents.OpenStreamedTable(arn)
                : contents.OpenTable(arn);
            csv.Write(table, cancellationToken);
        }
    }
}
