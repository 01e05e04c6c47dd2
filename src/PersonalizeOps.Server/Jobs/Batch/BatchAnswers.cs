using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Answers the lines of an input object on all processors, in the order of the lines.</summary>
internal static class BatchAnswers
{
    /// <summary>Answers every line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="atOnce">How many answers may be held at a time.</param>
    /// <param name="answer">Writes the answer to a line; called on several threads at once.</param>
    /// <param name="output">Gets the answers.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all lines are answered.</returns>
    public static async Task WriteAsync(
        IAsyncEnumerable<BatchInputLine> lines,
        int atOnce,
        Action<BatchInputLine, Stream> answer,
        Stream output,
        CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        MemoryStream[] answers = [.. Enumerable.Range(0, atOnce).Select(_ => new MemoryStream())];
        await foreach (var some in lines.Chunk(atOnce).WithCancellation(cancellationToken))
        {
            await Parallel.ForAsync(0, some.Length, options, (i, _) =>
            {
                answers[i].SetLength(0);
                answer(some[i], answers[i]);
                return ValueTask.CompletedTask;
            });
            for (var i = 0; i < some.Length; i++)
            {
                await output.WriteAsync(answers[i].GetBuffer().AsMemory(0, (int)answers[i].Length), cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
    }
}
