using System.Collections.Concurrent;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Models.Factors;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// Factors of items; those of a user are solved for when a history is scored ("fold-in"), its newest items weighing more. See <see cref="ImplicitFactors"/>.
/// </summary>
internal sealed class FactorScorer(FactorMatrix items, float[] gram, FactorSettings settings, HistoryWindow window, float historyFade) : IHistoryScorer
{
    private readonly ConcurrentBag<RowSolver> _solvers = [];

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        Span<float> user = stackalloc float[items.Width];
        FoldIn(history, user);
        VectorKernel.Best.MultiplyRows(items.Values, user, scores);
    }

    /// <summary>The factors of a user with a history.</summary>
    public void FoldIn(ReadOnlySpan<int> history, Span<float> user)
    {
        history = window.Of(history);
        Span<float> weights = history.Length <= 1024 ? stackalloc float[history.Length] : new float[history.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = window.Weight(weights.Length - 1 - i, historyFade);
        }

        if (!_solvers.TryTake(out var solver))
        {
            solver = new RowSolver(settings, items.Width);
        }

        solver.Solve(history, weights, items, gram, user);
        _solvers.Add(solver);
    }
}
