using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchSegments;

/// <summary>
/// Starts a batch segment job: for each item (aws-item-affinity) or combination of attributes (aws-item-attribute-affinity) the users most likely
/// to like it, written to S3. The inputs come from the pipeline, or from a file of JSON lines, local or on S3.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BatchSegment", SupportsShouldProcess = true, DefaultParameterSetName = ItemSet)]
[OutputType(typeof(BatchSegment))]
public sealed class StartBatchSegmentCommand : StartBatchCmdlet
{
    private const string ItemSet = "Item";
    private const string AttributeSet = "Attribute";

    /// <summary>The items to find users for, up to 500.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ItemSet)]
    [Alias("ITEM_ID", "MovieId", "Id")]
    [IdTransformation("ItemId", "ITEM_ID", "MovieId", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] ItemId { get; set; } = [];

    /// <summary>
    /// The attributes to find users for, up to 10: each a hashtable or row of columns and values, @{ GENRES = 'Comedy'; YEAR = 1995 }, or an expression,
    /// 'ITEMS.GENRES = "Comedy" AND ITEMS.GENRES = "Drama"'.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = AttributeSet)]
    [ValidateCount(1, 10)]
    public object[] ItemAttribute { get; set; } = [];

    /// <summary>The number of users of each segment, up to 5 million. The default is the service's, 25.</summary>
    [Parameter]
    [ValidateRange(1, 5_000_000)]
    public int? NumResults { get; set; }

    private protected override string InputName => ItemAttribute.Length > 0 ? "attributes.json" : "items.json";

    private protected override string Operation => "CreateBatchSegmentJob";

    private protected override bool HasInputs => ItemId.Length > 0 || ItemAttribute.Length > 0;

    private protected override void WriteInputs()
    {
        if (ItemAttribute.Length > 0)
            Append(ItemAttribute.Length, stream => BatchInput.WriteItemAttributes(stream, ItemAttribute.Select(ToExpression), LineFilterValues));
        else if (ItemId.Length > 0)
            Append(ItemId.Length, stream => BatchInput.WriteItems(stream, ItemId, LineFilterValues));
    }

    private protected override Task<string> StartAsync(BatchOrder order, CancellationToken cancellationToken) => Api.CreateBatchSegmentAsync(
        new CreateBatchSegmentJobRequest
        {
            JobName = order.Name,
            SolutionVersionArn = order.VersionArn,
            FilterArn = order.FilterArn,
            NumResults = NumResults,
            RoleArn = order.RoleArn,
            JobInput = new BatchSegmentJobInput { S3DataSource = new S3DataConfig { Path = order.Input.ToString() } },
            JobOutput = new BatchSegmentJobOutput { S3DataDestination = new S3DataConfig { Path = order.Output.ToString() } },
            Tags = TagList.From(order.Tag),
        },
        cancellationToken);

    private static string ToExpression(object attribute) => PSObject.AsPSObject(attribute) switch
    {
        { BaseObject: IDictionary table } => ToExpression(table.Keys.Cast<object>().Select(key => ($"{key}", table[key]))),
        { BaseObject: PSCustomObject } row => ToExpression(row.Properties.Select(property => (property.Name, (object?)property.Value))),
        _ => attribute.ToString()!,
    };

    private static string ToExpression(IEnumerable<(string Column, object? Value)> values) =>
        string.Join(" AND ", values.OrderBy(value => value.Column, StringComparer.Ordinal).SelectMany(ToConditions));

    /// <summary>A column with several values must have them all.</summary>
    private static IEnumerable<string> ToConditions((string Column, object? Value) attribute) =>
        LanguagePrimitives.ConvertTo<string[]>(attribute.Value).Select(value => $"ITEMS.{attribute.Column} = \"{value}\"");
}
