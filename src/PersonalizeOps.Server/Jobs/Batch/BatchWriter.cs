using PersonalizeOps.Data;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Answers one input object.</summary>
internal sealed class BatchWriter(TrainedModel model, RecipeEntry recipe, UserHistory history, int numResults)
{
    private const int LinesAtOnce = 512;

    /// <summary>Gets the job.</summary>
    public required string JobArn { get; init; }

    /// <summary>Gets the job's filter; null for none.</summary>
    public BatchFilter? Filter { get; init; }

    /// <summary>Gets how much is explored; null where the recipe decides by itself.</summary>
    public ExplorationSettings? Exploration { get; init; }

    // A batch job needs a user wherever it does not need an item, also where everybody gets the same items.
    private string RequiredFields => recipe switch
    {
        { NeedsItem: true } => "itemId",
        { Ranks: true } => "userId, itemList",
        _ => "userId",
    };

    /// <summary>Answers every line.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="output">Gets a line for each.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all lines are answered.</returns>
    public Task WriteAsync(Stream input, Stream output, CancellationToken cancellationToken) => BatchAnswers.WriteAsync(
        BatchInputReader.ReadAsync(input, cancellationToken),
        LinesAtOnce,
        (line, answer) => Answer(line).WriteTo(answer, line.RawInputJson),
        output,
        cancellationToken);

    private BatchOutputLine Answer(BatchInputLine line)
    {
        var error = line.Error ?? Problem(line);
        if (error is not null)
        {
            return new BatchOutputLine(line.UserId, line.ItemId, [], null, error);
        }

        IReadOnlyList<Recommendation> items;
        try
        {
            items = model.Recommend(history.Complete(Query(line)));
        }
        catch (ServiceError refusal)
        {
            return new BatchOutputLine(line.UserId, line.ItemId, [], null, $"User error: {refusal.Message}");
        }

        var hasScores = items.Any(item => item.Score is not null);
        return new BatchOutputLine(
            line.UserId,
            line.ItemId,
            [.. items.Select(item => item.ItemId)],
            hasScores ? [.. items.Select(item => item.Score ?? 0)] : null,
            null);
    }

    private RecommendationQuery Query(BatchInputLine line) => new()
    {
        UserId = line.UserId,
        ItemId = line.ItemId,
        NumResults = numResults,
        Candidates = recipe.Ranks ? [.. line.ItemList!.Distinct()] : null,
        Context = line.Context,
        Filter = Filter?.Bind(model, line.FilterValues, line.UserId, line.ItemId),
        Exploration = new ExplorationOptions
        {
            Weight = Exploration?.Weight ?? ExplorationOptions.AutomaticWeight,
            AgeCutOffDays = Exploration?.AgeCutOffDays ?? ExplorationSettings.DefaultAgeCutOffDays,
            Seed = PromotionMix.SeedOf(JobArn, line.UserId ?? string.Empty),
        },
    };

    private string? Problem(BatchInputLine line)
    {
        var isComplete = !string.IsNullOrEmpty(recipe.NeedsItem ? line.ItemId : line.UserId)
            && (!recipe.Ranks || line.ItemList is { Count: > 0 });
        if (!isComplete)
        {
            return $"User error: Required fields for the provided recipe are {RequiredFields}";
        }

        if (recipe.Ranks && line.ItemList!.Count > RecommendationQuery.MaximumResults)
        {
            return $"User error: The itemList has {line.ItemList.Count} items; at most {RecommendationQuery.MaximumResults} are allowed";
        }

        return line.FilterValues is null || Filter is not null ? null : "User error: The job has no filter that filterValues could belong to";
    }
}
