using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Imports;

/// <summary>
/// What an import needs to exist: dataset group, schema, dataset. Each step looks first and creates only what is missing, when
/// <paramref name="confirm"/> (target, operation) agrees.
/// </summary>
internal sealed class ImportTarget(PersonalizeApi api, string datasetGroupArn, Func<string, string, bool> confirm)
{
    private const int MaxNameLength = 63;

    private string GroupName => ResourceArn.NameOf(datasetGroupArn);

    /// <summary>The dataset group, or null when it is missing and may not be created.</summary>
    public async Task<Records.DatasetGroup?> EnsureDatasetGroupAsync(CancellationToken cancellationToken)
    {
        if (await PersonalizeApi.DescribeOrNullAsync(api.GetDatasetGroupAsync, datasetGroupArn, cancellationToken) is { } group)
            return group;
        if (!confirm(GroupName, "CreateDatasetGroup"))
            return null;
        return await api.GetDatasetGroupAsync(await api.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = GroupName }, cancellationToken), cancellationToken);
    }

    /// <summary>The ARN and the schema of the dataset when it exists, else null.</summary>
    public async Task<(string Arn, string Schema)?> FindDatasetAsync(string datasetType, CancellationToken cancellationToken)
    {
        var arn = api.Connection.Arn($"dataset/{GroupName}/{datasetType.ToUpperInvariant()}");
        if (await PersonalizeApi.DescribeOrNullAsync(api.GetDatasetAsync, arn, cancellationToken) is not { } dataset)
            return null;
        return (arn, (await api.GetSchemaAsync(dataset.SchemaArn, cancellationToken)).Schema);
    }

    /// <summary>Creates the dataset with its schema; null when that may not be done.</summary>
    public async Task<string?> CreateDatasetAsync(string datasetType, string schema, CancellationToken cancellationToken)
    {
        var name = Named(GroupName, $"-{datasetType.ToLowerInvariant()}");
        var schemaArn = await EnsureSchemaAsync(name, schema, cancellationToken);
        return confirm(name, "CreateDataset") && schemaArn is not null
            ? await api.CreateDatasetAsync(
                new CreateDatasetRequest { Name = name, DatasetGroupArn = datasetGroupArn, DatasetType = datasetType, SchemaArn = schemaArn }, cancellationToken)
            : null;
    }

    /// <summary>Whether two schema documents say the same, whatever their spacing.</summary>
    public static bool SameSchema(string left, string right)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A schema cannot be changed: one that differs under the same name makes way for the next number.</summary>
    private async Task<string?> EnsureSchemaAsync(string name, string schema, CancellationToken cancellationToken)
    {
        var candidate = name;
        for (var number = 2; ; number++)
        {
            var existing = await PersonalizeApi.DescribeOrNullAsync(api.GetSchemaAsync, api.Connection.Arn($"schema/{candidate}"), cancellationToken);
            if (existing is null)
                return confirm(candidate, "CreateSchema") ? await api.CreateSchemaAsync(new CreateSchemaRequest { Name = candidate, Schema = schema }, cancellationToken) : null;
            if (SameSchema(existing.Schema, schema))
                return existing.Arn;
            candidate = Named(name, $"-{number}");
        }
    }

    /// <summary>A name that ends as asked, cut before that where it would be too long: the ending tells it from others.</summary>
    private static string Named(string stem, string ending) => stem[..Math.Min(stem.Length, MaxNameLength - ending.Length)] + ending;
}
