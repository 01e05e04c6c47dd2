using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Factors;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Benchmarks.Baselines;

/// <summary>iALS (Hu, Koren, Volinsky 2008; Rendle et al. 2021): users are folded in with their whole history, each item counting the same.</summary>
internal sealed class ImplicitAls : IHistoryScorer
{
    private static readonly FactorSettings Settings = new();
    private readonly FactorScorer _scorer;

    public ImplicitAls(Histories histories, ParallelOptions options)
    {
        var factors = new ImplicitFactors(histories, Settings, seed: 1);
        for (var i = 0; i < Settings.Iterations; i++)
        {
            factors.Iterate(options);
        }

        var everything = new HistoryWindow(int.MaxValue, FadesWithDistance: false);
        _scorer = new FactorScorer(factors.Items, factors.Items.Gram(options), Settings, everything, historyFade: 1);
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores) => _scorer.Score(history, scores);
}
