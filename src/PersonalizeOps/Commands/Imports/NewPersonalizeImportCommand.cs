using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Imports;

/// <summary>
/// Imports data into a dataset group: from a local CSV file, from S3, or what ConvertTo-PersonalizeDataset made. Creates what is missing of
/// bucket, dataset group, schema and dataset, uploads the file and starts the import job.
/// </summary>
[Cmdlet(VerbsCommon.New, "PersonalizeImport", SupportsShouldProcess = true, DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(PersonalizeImport))]
public sealed class NewPersonalizeImportCommand : JobCmdlet
{
    private const string PathSet = "Path";
    private const string DatasetSet = "Dataset";
    private const string PublishedSet = "Published";

    /// <summary>
    /// The CSV file: a local path, where wildcards are taken, or an S3 URI of a file or of a folder ending in a slash, which is then imported where it is.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName", "DataLocation")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>What ConvertTo-PersonalizeDataset emits: its interactions and its items are both imported.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    [RecordTransformation]
    public PersonalizeDataset? Dataset { get; set; }

    /// <summary>
    /// What Publish-PersonalizeDataset emits: files named after a type of dataset, such as interactions.csv, are imported where they lie on S3, with the
    /// schema beside them; schemas that come with them are passed over.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PublishedSet)]
    [RecordTransformation]
    public PublishedFile? PublishedFile { get; set; }

    /// <summary>The dataset group, as name, ARN or object; it is created when missing.</summary>
    [Parameter(Mandatory = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>
    /// What the file holds: Interactions, Items, Users, Actions or Action_Interactions. The default is told by the schema given or beside the file, else by
    /// the file's name.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ValidateSet("Interactions", "Items", "Users", "Actions", "Action_Interactions")]
    public string? DatasetType { get; set; }

    /// <summary>
    /// The file with the Avro schema, local or on S3, for a dataset that does not exist yet. The default is the file beside the data:
    /// interactions.schema.json for interactions.csv.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>FULL (the default) replaces earlier imports of the dataset, INCREMENTAL adds to them.</summary>
    [Parameter]
    [ValidateSet("FULL", "INCREMENTAL")]
    public string ImportMode { get; set; } = "FULL";

    /// <summary>The bucket to upload to; it is created when missing. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The folder in the bucket to upload to. The default is the name of the dataset group. Each import has a folder of its own below it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Prefix { get; set; }

    /// <summary>The IAM role with which Personalize reads the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (PublishedFile is not null)
        {
            await TryAsync(PublishedFile.DataLocation, () => ImportPublishedAsync(PublishedFile, cancellationToken));
            return;
        }

        if (Dataset is null)
        {
            await TryAsync(Path, () => ImportPathAsync(cancellationToken));
            return;
        }

        await TryAsync(Dataset.OutputPath, () => ImportAsync(
            [
                (Dataset.InteractionsPath, "Interactions", Dataset.InteractionsSchemaPath),
                (Dataset.ItemsPath, "Items", Dataset.ItemsSchemaPath),
            ],
            cancellationToken));
    }

    private async Task ImportPathAsync(CancellationToken cancellationToken)
    {
        List<(string Path, string Type, string? Schema)> files = [];
        foreach (var path in S3Uri.IsS3Uri(Path) ? [Path] : GivenPaths.Find(this, Path))
            files.Add((path, DatasetType ?? await TypeOfFileAsync(path, cancellationToken), SchemaPath));
        if (ImportMode == "FULL" && files.GroupBy(file => file.Type).FirstOrDefault(type => type.Count() > 1) is { } many)
            throw new PersonalizeException("FilesReplaceEachOther", ErrorCategory.InvalidArgument,
                $"{Path} matches {many.Count()} files of {many.Key}, each of which would replace the one before.", Path,
                "Give the first alone and the others with -ImportMode INCREMENTAL; or upload their folder, and import its S3 URI.");
        await ImportAsync(files, cancellationToken);
    }

    private Task ImportPublishedAsync(PublishedFile file, CancellationToken cancellationToken)
    {
        if (file.Key.EndsWith(DatasetTypeNames.SchemaSuffix, StringComparison.OrdinalIgnoreCase))
        {
            WriteVerbose($"{file.DataLocation} is a schema.");
            return Task.CompletedTask;
        }

        // The schema beside the local file, if it was not uploaded with it.
        var schema = System.IO.Path.ChangeExtension(file.LocalPath, null) + DatasetTypeNames.SchemaSuffix;
        return file.DatasetType is null
            ? throw UnknownType(file.DataLocation)
            : ImportAsync([(file.DataLocation, file.DatasetType, File.Exists(schema) ? schema : null)], cancellationToken);
    }

    private async Task<string> TypeOfFileAsync(string given, CancellationToken cancellationToken)
    {
        var path = Locate(given);
        var schema = SchemaPath is null ? await FindSchemaBesideAsync(path, cancellationToken) : await ReadTextAsync(SchemaPath, cancellationToken);
        if (schema is not null && DatasetTypes.TryParse(Data.DatasetSchema.Parse(schema).Name, out var type))
            return type.ToApi();
        return DatasetCheck.TypeOfName(path.TrimEnd('/'))?.ToApi() ?? throw UnknownType(given);
    }

    private static PersonalizeException UnknownType(string path) => new(
        "DatasetTypeUnknown", ErrorCategory.InvalidData, $"{path} is not named after a type of dataset, such as interactions.csv.", path, "Import it with -DatasetType.");

    private async Task ImportAsync(IReadOnlyList<(string Path, string Type, string? Schema)> files, CancellationToken cancellationToken)
    {
        var roleArn = ServiceRole.Resolve(RoleArn, Connection);
        var groupArn = DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection);
        var target = new ImportTarget(Api, groupArn, ShouldProcess);
        // All is looked at before anything is created: a missing file or schema leaves nothing behind.
        List<Source> sources = [];
        foreach (var (path, type, schema) in files)
            sources.Add(await ExamineAsync(target, Locate(path), type, schema, cancellationToken));
        if (await target.EnsureDatasetGroupAsync(cancellationToken) is { Status: not "ACTIVE" } group)
            await WaitForEndAsync(group.Arn, updated: false, cancellationToken);

        List<(string Path, Task<PersonalizeResource> Job)> waits = [];
        foreach (var source in sources)
        {
            if (await StartAsync(target, source, ResourceArn.NameOf(groupArn), roleArn, cancellationToken) is not { } job)
                continue;
            if (Wait)
                waits.Add((source.Path, WaitForEndAsync(job.Arn, updated: false, cancellationToken)));
            else
                WriteObject(job);
        }

        foreach (var (path, job) in waits)
            await TryAsync(path, async () => WriteObject(await job));
    }

    /// <summary>Finds the dataset, or the schema to create it with.</summary>
    private async Task<Source> ExamineAsync(ImportTarget target, string path, string type, string? schemaPath, CancellationToken cancellationToken)
    {
        var stated = schemaPath is null ? null : await ReadTextAsync(schemaPath, cancellationToken);
        if (await target.FindDatasetAsync(type, cancellationToken) is not { } dataset)
            return new Source(path, type, null, stated ?? await ReadSchemaBesideAsync(path, cancellationToken));
        if (stated is not null && !ImportTarget.SameSchema(dataset.Schema, stated))
            WriteWarning($"The dataset {type} exists with another schema than {schemaPath}; its own schema applies.");
        return new Source(path, type, dataset.Arn, dataset.Schema);
    }

    private async Task<PersonalizeImport?> StartAsync(
        ImportTarget target, Source source, string groupName, string roleArn, CancellationToken cancellationToken)
    {
        var datasetArn = source.DatasetArn ?? await CreateDatasetAsync(target, source, cancellationToken);
        var folder = source.Type.ToLowerInvariant();
        var jobName = JobNames.Create($"{groupName}-{folder}", TimeProvider.System);
        var location = await UploadAsync(source.Path, $"{Prefix?.TrimEnd('/') ?? groupName}/{folder}/{jobName}", cancellationToken);
        if (!ShouldProcess($"{source.Type} of {groupName} from {location}", "CreateDatasetImportJob") || datasetArn is null)
            return null;
        var request = new CreateDatasetImportJobRequest
        {
            JobName = jobName,
            DatasetArn = datasetArn,
            DataSource = new DataSource { DataLocation = location.ToString() },
            RoleArn = roleArn,
            ImportMode = ImportMode,
        };
        return await Api.GetImportAsync(await Api.CreateImportAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>The dataset, created with its schema; null under -WhatIf.</summary>
    private async Task<string?> CreateDatasetAsync(ImportTarget target, Source source, CancellationToken cancellationToken)
    {
        if (await target.CreateDatasetAsync(source.Type, source.Schema, cancellationToken) is not { } arn)
            return null;
        await WaitForEndAsync(arn, updated: false, cancellationToken);
        return arn;
    }

    private async Task<S3Uri> UploadAsync(string path, string folder, CancellationToken cancellationToken)
    {
        if (S3Uri.IsS3Uri(path))
            return S3Uri.Parse(path);
        var files = new S3Files(Api);
        var destination = new S3Uri(Bucket ?? files.DefaultBucket, $"{folder}/{System.IO.Path.GetFileName(path)}");
        await files.EnsureBucketAsync(destination.Bucket, ShouldProcess, cancellationToken);
        if (ShouldProcess(destination.ToString(), $"Upload {path}"))
            await UploadAsync(path, destination, new UploadOptions(), cancellationToken);
        return destination;
    }

    private string Locate(string path)
    {
        if (S3Uri.IsS3Uri(path))
            return path;
        var full = GetUnresolvedProviderPathFromPSPath(path);
        if (Directory.Exists(full))
            throw new PersonalizeException("PathIsFolder", ErrorCategory.InvalidArgument, $"{full} is a folder; an import takes a file.", path,
                "Give one file; or upload the folder, and import what it holds: Publish-PersonalizeDataset | New-PersonalizeImport.");
        return File.Exists(full)
            ? full
            : throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file {full}.", path, "Check the path.");
    }

    private async Task<string> ReadSchemaBesideAsync(string path, CancellationToken cancellationToken) =>
        await FindSchemaBesideAsync(path, cancellationToken) ?? throw new PersonalizeException("SchemaNotFound", ErrorCategory.ObjectNotFound,
            $"The dataset does not exist yet and there is no schema file {SchemaBeside(path)}.", path,
            "Give the Avro schema with -SchemaPath; or infer it from the file, New-PersonalizeSchema, and make the dataset, New-PersonalizeDataset.");

    private async Task<string?> FindSchemaBesideAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(SchemaBeside(path), cancellationToken);
        }
        catch (PersonalizeException error) when (error.Category == ErrorCategory.ObjectNotFound)
        {
            return null;
        }
    }

    private static string SchemaBeside(string path) => System.IO.Path.ChangeExtension(path, null) + DatasetTypeNames.SchemaSuffix;

    private async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        if (!S3Uri.IsS3Uri(path))
            return await File.ReadAllTextAsync(Locate(path), cancellationToken);
        await using var stream = await new S3Files(Api).OpenReadAsync(S3Uri.Parse(path), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private sealed record Source(string Path, string Type, string? DatasetArn, string Schema);
}
