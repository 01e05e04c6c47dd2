using PersonalizeOps.Data;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Finds the users of one input object's queries.</summary>
internal sealed class SegmentWriter(TrainedModel model, RecipeEntry recipe, int numResults)
{
    private const int MaximumItemQueries = 500;
    private const int MaximumAttributeQueries = 10;

    /// <summary>Gets the job's filter; null for none.</summary>
    public BatchFilter? Filter { get; init; }

    /// <summary>Answers every line.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="output">Gets a line for each.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all lines are answered.</returns>
    /// <exception cref="JobFailedException">There are more queries than the recipe allows in a file.</exception>
    public Task WriteAsync(Stream input, Stream output, CancellationToken cancellationToken) => BatchAnswers.WriteAsync(
        BatchInputReader.ReadAsync(input, cancellationToken).Select(Count),
        Environment.ProcessorCount, // an answer may hold five million users
        (line, answer) => Answer(line).WriteTo(answer, line.RawInputJson),
        output,
        cancellationToken);

    private BatchInputLine Count(BatchInputLine line, int before)
    {
        var maximum = recipe.NeedsItem ? MaximumItemQueries : MaximumAttributeQueries;
        return before < maximum
            ? line
            : throw new JobFailedException($"An input file has more than the {maximum} queries that the recipe {recipe.Name} allows.");
    }

    private BatchSegmentLine Answer(BatchInputLine line)
    {
        var error = line.Error ?? Problem(line);
        if (error is not null)
        {
            return new BatchSegmentLine(line.ItemId, line.ItemAttributes, [], error);
        }

        try
        {
            var query = new SegmentQuery
            {
                ItemId = recipe.NeedsItem ? line.ItemId : null,
                ItemAttributes = recipe.NeedsItem ? null : line.ItemAttributes,
                NumResults = numResults,
                Filter = Filter?.Bind(model, line.FilterValues, null, null),
            };
            return new BatchSegmentLine(line.ItemId, line.ItemAttributes, model.Segment(query), null);
        }
        catch (ServiceError refusal)
        {
            return new BatchSegmentLine(line.ItemId, line.ItemAttributes, [], $"User error: {refusal.Message}");
        }
        catch (ItemAttributesException exception)
        {
            return new BatchSegmentLine(line.ItemId, line.ItemAttributes, [], $"User error: {exception.Message}");
        }
        catch (ArgumentException)
        {
            return new BatchSegmentLine(line.ItemId, line.ItemAttributes, [], $"User error: The item {line.ItemId} was not in the training data");
        }
    }

    private string? Problem(BatchInputLine line)
    {
        var (field, value) = recipe.NeedsItem ? ("itemId", line.ItemId) : ("itemAttributes", line.ItemAttributes);
        return string.IsNullOrEmpty(value) ? $"User error: Required fields for the provided recipe are {field}" : null;
    }
}
