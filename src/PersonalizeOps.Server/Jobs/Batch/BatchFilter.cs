using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>The filter of a batch job.</summary>
internal sealed class BatchFilter(FilterBook filters, string arn, string datasetGroupArn)
{
    /// <summary>Finds out what the filter lets through for a line.</summary>
    /// <param name="model">The job's model.</param>
    /// <param name="values">The line's values.</param>
    /// <param name="userId">The line's user, if it names one.</param>
    /// <param name="itemId">The line's item, if it names one.</param>
    /// <returns>The filter for the model.</returns>
    /// <exception cref="ServiceError">The filter does not suit the line.</exception>
    public ItemFilter Bind(TrainedModel model, IReadOnlyDictionary<string, string>? values, string? userId, string? itemId) =>
        filters.Bind(new FilterChoice(arn, values), datasetGroupArn, model, userId, itemId);
}
