using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Schemas;

/// <summary>
/// Creates a schema: from a CSV file, whose columns and values tell the types, each with its reason; or from an Avro document. With -WhatIf the
/// schema is inferred and shown, and not created.
/// </summary>
[Cmdlet(VerbsCommon.New, "PersonalizeSchema", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(PersonalizeSchema))]
public sealed class NewPersonalizeSchemaCommand : PersonalizeCmdlet
{
    private const string PathSet = "Path";
    private const string SchemaSet = "Schema";

    /// <summary>The name of the schema: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The CSV file, local or on S3, or an Avro document in a .json file.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What the CSV file holds: Interactions, Items, Users, Actions or Action_Interactions. The default is told by the file's name.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ValidateSet("Interactions", "Items", "Users", "Actions", "Action_Interactions")]
    public string? DatasetType { get; set; }

    /// <summary>How many rows are looked at. The default is all.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateRange(1, long.MaxValue)]
    public long MaxRow { get; set; } = long.MaxValue;

    /// <summary>The Avro document, JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SchemaSet)]
    [ValidateNotNullOrEmpty]
    public string Schema { get; set; } = "";

    /// <summary>The domain of the dataset groups that the schema is for. Without it, custom ones.</summary>
    [Parameter]
    [ValidateSet("ECOMMERCE", "VIDEO_ON_DEMAND")]
    public string? Domain { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var inferred = ParameterSetName == PathSet && !Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? await InferAsync(cancellationToken)
            : null;
        var document = inferred is not null ? SchemaInference.ToJson(inferred, TypeOfFile())
            : ParameterSetName == SchemaSet ? Schema : await ReadTextAsync(cancellationToken);
        IReadOnlyList<SchemaColumn>? columns = inferred is null ? null : [.. inferred.Select(ToColumn)];
        foreach (var column in columns ?? [])
            WriteVerbose($"{column}: {column.Reason}");
        if (!ShouldProcess(columns is null ? Name : $"{Name} with the columns\n  {string.Join("\n  ", columns.Select(column => $"{column}: {column.Reason}"))}\n", "CreateSchema"))
            return;
        var request = new CreateSchemaRequest { Name = Name, Schema = document, Domain = Amazon.Personalize.Domain.FindValue(Domain) };
        var record = await Api.GetSchemaAsync(await Api.CreateSchemaAsync(request, cancellationToken), cancellationToken);
        WriteObject(columns is null ? record : record with { Column = columns });
    });

    private DatasetType TypeOfFile() => (DatasetType is null ? DatasetCheck.TypeOfName(Path) : DatasetTypes.Parse(DatasetType)) ?? throw new PersonalizeException(
        "DatasetTypeRequired", ErrorCategory.InvalidArgument, "A schema for a CSV file needs to know what the file holds.", Path, "Pass -DatasetType, such as Items.");

    private async Task<IReadOnlyList<InferredField>> InferAsync(CancellationToken cancellationToken)
    {
        var type = TypeOfFile();
        await using var stream = await OpenAsync(cancellationToken);
        try
        {
            return await Task.Run(() => SchemaInference.Infer(stream, type, Path, MaxRow), cancellationToken);
        }
        catch (SchemaException error)
        {
            throw new PersonalizeException("InvalidSchema", ErrorCategory.InvalidData, $"No schema suits {Path}: {error.Message}", Path,
                "Correct the file: Test-PersonalizeDataset shows all that is wrong. A MovieLens folder is converted by ConvertTo-PersonalizeDataset.", error);
        }
    }

    private async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (S3Uri.IsS3Uri(Path))
            return await new S3Files(Api).OpenReadAsync(S3Uri.Parse(Path), cancellationToken);
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file {path}.", Path, "Check the path.");
    }

    private static SchemaColumn ToColumn(InferredField inferred) => new()
    {
        Name = inferred.Field.Name,
        Type = (inferred.Field.Nullable ? "null|" : "") + inferred.Field.Type.ToString().ToLowerInvariant(),
        Categorical = inferred.Field.Categorical,
        Textual = inferred.Field.Textual,
        Reason = inferred.Reason,
    };
}
