using Amazon.Personalize.Model;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Attribution;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>Reads CSV objects into the file of a dataset.</summary>
/// <remarks>The new rows go into a new file; until the pointer moves to it, together with the job's end, the dataset is as before.</remarks>
internal sealed class ImportHandler(
    Database database,
    ResourceTransitions transitions,
    DatasetFiles files,
    S3Inputs inputs,
    AttributionReports reports,
    DatasetEventTypes eventTypes) : IJobHandler
{
    private const string InvalidLocation = "Invalid Data location";

    /// <inheritdoc/>
    public string Kind => JobKind.Import;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress);
        var import = ResourceDocument.Read<DatasetImportJob>(row);
        var source = FindSource(import);
        var name = DatasetFiles.NameOf(job);
        var previous = database.Read(session => session.DatasetContents.Find(import.DatasetArn));
        var rowCount = Write(source, name, cancellationToken);
        if (import.PublishAttributionMetricsToS3 == true)
        {
            await ReportAsync(source, name, cancellationToken);
        }

        return new JobResult(
            session =>
            {
                if (source.Type == DatasetType.Interactions)
                {
                    eventTypes.CheckImported(session, import.DatasetArn, name);
                }

                session.DatasetContents.Set(new DatasetContent(import.DatasetArn, name, rowCount));
                transitions.Enter(session, job.ResourceArn, ResourceStatus.Active);
            },
            () => files.Remove(previous?.File));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
        files.Remove(DatasetFiles.NameOf(job));
    }

    private ImportSource FindSource(DatasetImportJob import)
    {
        var (dataset, schema) = database.Read(session =>
        {
            var dataset = ResourceDocument.Read<Dataset>(ResourceTransitions.Find(session, import.DatasetArn));
            var schemaRow = ResourceTransitions.Find(session, dataset.SchemaArn);
            return (dataset, ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(schemaRow));
        });
        var isIncremental = import.ImportMode == Amazon.Personalize.ImportMode.INCREMENTAL;
        var objects = inputs.Find(import.DataSource.DataLocation, InvalidLocation);
        CheckSize(objects, isIncremental);
        return new ImportSource(
            import.DatasetArn,
            DatasetTypes.Parse(dataset.DatasetType),
            Data.DatasetSchema.Parse(schema.Schema),
            isIncremental,
            objects);
    }

    private static void CheckSize(IReadOnlyList<ObjectInfo> objects, bool isIncremental)
    {
        var (limit, mode) = isIncremental ? (ImportLimits.MaximumIncrementalBytes, "an INCREMENTAL") : (ImportLimits.MaximumFullBytes, "a FULL");
        if (objects.Sum(info => info.Size) > limit)
        {
            throw new JobFailedException($"The data is larger than the {limit >> 30} GB that {mode} import allows.");
        }
    }

    // Of an incremental import only its own rows are reported.
    private async Task ReportAsync(ImportSource source, string name, CancellationToken cancellationToken)
    {
        var own = source.IsIncremental ? $"reported-{name}" : name;
        if (source.IsIncremental)
        {
            Write(source with { IsIncremental = false }, own, cancellationToken);
        }

        try
        {
            using var store = InteractionStore.Open(files.PathOf(own));
            var dataset = database.Read(session => ResourceTransitions.Find(session, source.DatasetArn));
            await reports.ReportAsync(dataset, store, cancellationToken);
        }
        finally
        {
            files.Remove(source.IsIncremental ? own : null);
        }
    }

    private long Write(ImportSource source, string name, CancellationToken cancellationToken)
    {
        try
        {
            return source.Type is DatasetType.Interactions or DatasetType.ActionInteractions
                ? new InteractionsImport(files, inputs).Write(source, name, cancellationToken)
                : new TableImport(files, inputs).Write(source, name, cancellationToken);
        }
        catch (DatasetFaultException exception)
        {
            throw new JobFailedException(
                $"Failed to create a data import job for {source.Type.ToApi()} dataset. {exception.Message}",
                exception);
        }
    }
}
