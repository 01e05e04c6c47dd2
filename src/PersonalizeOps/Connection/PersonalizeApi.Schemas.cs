using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Personalize.Model;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Schemas.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<PersonalizeSchema> GetSchemaAsync(string arn, CancellationToken cancellationToken)
    {
        var schema = (await CallAsync(Personalize.DescribeSchemaAsync, new DescribeSchemaRequest { SchemaArn = arn }, arn, cancellationToken)
            .ConfigureAwait(false)).Schema;
        return new PersonalizeSchema
        {
            Name = schema.Name,
            Arn = schema.SchemaArn,
            Domain = schema.Domain?.Value,
            Schema = schema.Schema,
            Column = ColumnsOf(schema.Schema),
            Status = "ACTIVE",
            Created = Local(schema.CreationDateTime),
            Updated = Local(schema.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListSchemasAsync(CancellationToken cancellationToken) => ListAsync(
        Personalize.ListSchemasAsync, token => new ListSchemasRequest { NextToken = token },
        (ListSchemasResponse page) =>
            (page.Schemas?.Select(item => new ResourceSummary(item.SchemaArn, item.Name, "ACTIVE", item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateSchemaAsync(CreateSchemaRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateSchemaAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).SchemaArn;

    /// <summary>The columns of an Avro document; none when it cannot be read, since the service alone judges it.</summary>
    private static IReadOnlyList<SchemaColumn> ColumnsOf(string schema)
    {
        try
        {
            var fields = JsonNode.Parse(schema)?["fields"] as JsonArray ?? [];
            return [.. fields.OfType<JsonObject>().Select(ToColumn)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static SchemaColumn ToColumn(JsonObject field) => new()
    {
        Name = field["name"]?.ToString() ?? "",
        Type = field["type"] is JsonArray types ? string.Join('|', types.Select(type => type?.ToString())) : field["type"]?.ToString() ?? "",
        Categorical = field["categorical"]?.ToString() == "true",
        Textual = field["textual"]?.ToString() == "true",
    };
}
