using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>
/// Starts a batch inference job: recommendations for many users, films like many others, or rankings for many users, without a campaign, written to
/// S3. The inputs come from the pipeline, or from a file of JSON lines, local or on S3.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BatchRecommendation", SupportsShouldProcess = true, DefaultParameterSetName = UserSet)]
[OutputType(typeof(BatchRecommendation))]
public sealed class StartBatchRecommendationCommand : StartBatchCmdlet
{
    private const string UserSet = "User";
    private const string ItemSet = "Item";

    /// <summary>The users to recommend for.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = UserSet)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>The films that a ranking recipe puts in order for each user.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [IdTransformation("ItemId", "ITEM_ID", "MovieId", "Id")]
    [ValidateCount(1, 500)]
    public string[]? RankItem { get; set; }

    /// <summary>The films to find similar ones for, with a related-items recipe.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ItemSet)]
    [IdTransformation("ItemId", "ITEM_ID", "MovieId", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] ItemId { get; set; } = [];

    /// <summary>The number of films for each input, 1 to 500. The default is the service's, 25.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int? NumResults { get; set; }

    /// <summary>Exploration settings by name, for example @{ explorationWeight = 0.3 }, for aws-user-personalization.</summary>
    [Parameter]
    public Hashtable? ItemExplorationConfig { get; set; }

    private protected override string InputName => ItemId.Length > 0 ? "items.json" : "users.json";

    private protected override string Operation => "CreateBatchInferenceJob";

    private protected override bool HasInputs => UserId.Length > 0 || ItemId.Length > 0;

    private protected override void WriteInputs()
    {
        if (ItemId.Length > 0)
            Append(ItemId.Length, stream => BatchInput.WriteItems(stream, ItemId, LineFilterValues));
        else if (RankItem is not null)
            Append(UserId.Length, stream => BatchInput.WriteRankings(stream, UserId, RankItem, LineFilterValues));
        else if (UserId.Length > 0)
            Append(UserId.Length, stream => BatchInput.WriteUsers(stream, UserId, LineFilterValues));
    }

    private protected override Task<string> StartAsync(BatchOrder order, CancellationToken cancellationToken) => Api.CreateBatchRecommendationAsync(
        new CreateBatchInferenceJobRequest
        {
            JobName = order.Name,
            SolutionVersionArn = order.VersionArn,
            FilterArn = order.FilterArn,
            NumResults = NumResults,
            RoleArn = order.RoleArn,
            JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = order.Input.ToString() } },
            JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = order.Output.ToString() } },
            BatchInferenceJobConfig = ItemExplorationConfig is null ? null : new BatchInferenceJobConfig
            {
                ItemExplorationConfig = HyperParameters.ToText(ItemExplorationConfig),
            },
            Tags = TagList.From(order.Tag),
        },
        cancellationToken);
}
