using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// Learns the weights of a blend, how fast histories fade or whether their order says anything, and the temperature of its softmax, from users held out of
/// the training data. Starts from values that do well in general and moves one at a time, only where the gain, paired by user, exceeds its standard error
/// one to two times: little data keeps the start.
/// </summary>
internal static class BlendLearning
{
    private const double TestedShare = 0.2;
    private const int MaximumTested = 4000;
    private const int MinimumTested = 20;
    private const int Candidates = 150;
    private const int Rounds = 2;
    private const float Slowest = 0.5f;
    private const float Fastest = 16;

    private static readonly float[] Steps = [0, 0.2f, 0.4f, 0.7f, 1, 1.5f, 2.5f];

    /// <summary>Fits scorers; they are then had, one after the other, for any pace at which histories fade.</summary>
    public delegate Func<float, IEnumerable<IHistoryScorer>> ScorerFactory(Histories histories, Column<int> userCounts);

    /// <summary>Uses a blend that was fitted to what is not held out.</summary>
    public delegate void BlendUser(Holdout holdout, BlendScorer blend, Column<int> userCounts, float temperature);

    /// <summary>Learns from a holdout within the histories.</summary>
    /// <param name="context">The training; its seed chooses who is held out.</param>
    /// <param name="histories">What to learn from.</param>
    /// <param name="start">The weights to start from.</param>
    /// <param name="fades">Whether histories fade at all.</param>
    /// <param name="fit">Fits the scorers to what is not held out.</param>
    /// <param name="use">Told the blend and the holdout; not called when there are too few users to learn from.</param>
    public static LearnedBlend Learn(FitContext context, Histories histories, float[] start, bool fades, ScorerFactory fit, BlendUser use)
    {
        var share = Math.Min(TestedShare, MaximumTested / (double)Math.Max(1, histories.Count));
        var holdout = Holdout.Create(histories, user => UserSample.IsChosen(user, context.Seed ^ 0xB1E4D, share));
        if (holdout.Tested.Count < MinimumTested)
        {
            return new LearnedBlend(start, SoftmaxTemperature.Default, Pace: 1);
        }

        var counts = new Column<int>(holdout.Training.CountUsers());
        var scorersAt = fit(holdout.Training, counts);
        context.Report("Learning the weights of the blend", 0.5);
        var best = SearchPace(fades, pace => Weigh([.. scorersAt(pace)], pace), OrderTells);
        var blend = new BlendScorer(best.Scorers, best.Weights, counts);
        var temperature = SoftmaxTemperature.Fit(holdout, blend, counts, context);
        use(holdout, blend, counts, temperature);
        return new LearnedBlend(best.Weights, temperature, best.Pace);

        Trial Weigh(IReadOnlyList<IHistoryScorer> scorers, float pace)
        {
            var samples = CreateSamples(holdout, scorers, counts, context);
            var weights = Ascend(samples, start, context);
            return new Trial(pace, scorers, weights, Measure(samples, weights, context));
        }

        // The first scorer alone says it mostly, and in a fraction of the time.
        bool OrderTells(Trial ordered) => IsBetter(MeasureAlone(ordered.Scorers[0]), MeasureAlone(scorersAt(0).First()));

        double[] MeasureAlone(IHistoryScorer scorer) => Measure(CreateSamples(holdout, [scorer], counts, context), [1], context);
    }

    // Faster first: where it gains, slower can't, and order tells.
    private static Trial SearchPace(bool fades, Func<float, Trial> weigh, Func<Trial, bool> orderTells)
    {
        var best = weigh(1);
        foreach (var factor in fades ? (float[])[2, 0.5f] : [])
        {
            for (var pace = factor; pace is >= Slowest and <= Fastest && weigh(pace) is var trial && IsBetter(trial.Values, best.Values); pace *= factor)
            {
                best = trial;
            }

            if (best.Pace != 1)
            {
                break;
            }
        }

        return best.Pace <= 1 && !orderTells(best) && weigh(0) is var unordered && IsBetter(unordered.Values, best.Values) ? unordered : best;
    }

    private static BlendSample[] CreateSamples(Holdout holdout, IReadOnlyList<IHistoryScorer> scorers, Column<int> counts, FitContext context)
    {
        var standard = new StandardScores(counts);
        var samples = new BlendSample[holdout.Tested.Count];
        Parallel.For(
            0,
            samples.Length,
            context.ParallelOptions,
            () => new Workspace(scorers.Count, counts.Length),
            (user, _, workspace) =>
            {
                samples[user] = CreateSample(holdout, user, scorers, counts, standard, context.Catalog.LeavesOutSeen, workspace);
                return workspace;
            },
            _ => { });
        return samples;
    }

    private static BlendSample CreateSample(
        Holdout holdout,
        int user,
        IReadOnlyList<IHistoryScorer> scorers,
        Column<int> counts,
        StandardScores standard,
        bool leavesOutSeen,
        Workspace workspace)
    {
        var relevant = new HashSet<int>(holdout.TruthOf(user).ToArray());
        var input = leavesOutSeen ? holdout.InputOf(user) : [];
        relevant.ExceptWith(input.ToArray());
        var candidates = new SortedSet<int>(relevant.Where(item => counts.Span[item] > 0));
        for (var scorer = 0; scorer < scorers.Count; scorer++)
        {
            var scores = workspace.Scores[scorer];
            scorers[scorer].Score(holdout.InputOf(user), scores);
            var scale = standard.ScaleOf(scores);
            foreach (ref var score in scores.AsSpan())
            {
                score *= scale;
            }

            candidates.UnionWith(workspace.TopOf(scores, counts.Span, input));
        }

        var chosen = candidates.ToArray();
        return new BlendSample(
            Array.ConvertAll(workspace.Scores, scores => Array.ConvertAll(chosen, item => scores[item])),
            Array.ConvertAll(chosen, relevant.Contains),
            relevant.Count);
    }

    private static float[] Ascend(BlendSample[] samples, float[] start, FitContext context)
    {
        var best = (float[])start.Clone();
        var bestValues = Measure(samples, best, context);
        for (var round = 0; round < Rounds; round++)
        {
            for (var scorer = 0; scorer < best.Length; scorer++)
            {
                foreach (var step in Steps)
                {
                    var trial = (float[])best.Clone();
                    trial[scorer] = step;
                    if (step != best[scorer] && trial.Any(weight => weight != 0))
                    {
                        var values = Measure(samples, trial, context);
                        (best, bestValues) = IsBetter(values, bestValues) ? (trial, values) : (best, bestValues);
                    }
                }
            }
        }

        return best;
    }

    private static double[] Measure(BlendSample[] samples, float[] weights, FitContext context)
    {
        var values = new double[samples.Length];
        Parallel.For(0, samples.Length, context.ParallelOptions, user => values[user] = samples[user].Measure(weights));
        return values;
    }

    // Many steps are tried, so some gain one standard error by chance: costly where users are few, of no account where they are many.
    private static double RequiredErrors(int users) => 2 - Math.Min(1, users / (double)MaximumTested);

    public static bool IsBetter(double[] values, double[] than)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var gain = values[i] - than[i];
            sum += gain;
            squares += gain * gain;
        }

        var mean = sum / values.Length;
        var variance = Math.Max(0, (squares / values.Length) - (mean * mean));
        return mean > RequiredErrors(values.Length) * Math.Sqrt(variance / values.Length);
    }

    /// <summary>Weights that were learned at a pace, and what they give for each held-out user.</summary>
    private sealed record Trial(float Pace, IReadOnlyList<IHistoryScorer> Scorers, float[] Weights, double[] Values);

    /// <summary>Scores of every item; one per thread.</summary>
    private sealed class Workspace(int scorers, int items)
    {
        private readonly float[] _allowed = new float[items];
        private readonly int[] _top = new int[Candidates];

        public float[][] Scores { get; } = [.. Enumerable.Range(0, scorers).Select(_ => new float[items])];

        public int[] TopOf(float[] scores, ReadOnlySpan<int> counts, ReadOnlySpan<int> seen)
        {
            for (var item = 0; item < scores.Length; item++)
            {
                _allowed[item] = counts[item] == 0 ? float.NegativeInfinity : scores[item];
            }

            foreach (var item in seen)
            {
                _allowed[item] = float.NegativeInfinity;
            }

            return _top[..TopItems.Select(_allowed, _top)];
        }
    }
}
