using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// Fits <see cref="SideInformation"/>: how much each part counts is learned from users held out of the training data, in the same way and under the same rule
/// as the weights of the blend: it stays 0 unless the gain exceeds twice its standard error.
/// </summary>
internal sealed class SideInformationFitting
{
    public const int MaximumFeatures = 1000;
    private const int MaximumValuesOfColumn = 10_000;
    private const double Budget = 5_000_000; // interactions looked at
    private const int Candidates = 150;
    private const int FirstItems = 10; // of a user taken for new

    private static readonly float[] Steps = [0.1f, 0.25f, 0.5f, 1, 2, 4];
    private static readonly string[] NotCircumstances = ["IMPRESSION", "RECOMMENDATION_ID", "EVENT_ATTRIBUTION_SOURCE", "EVENT_TYPE", "EVENT_VALUE"];

    private readonly FitContext _context;
    private readonly MetadataProfile _profile;
    private readonly MetadataColumn[] _columns;
    private readonly string[] _columnKeys;
    private readonly List<string> _userKeys = [];
    private readonly Dictionary<int, int[]> _userValues = []; // by the number of the user in the store
    private float _profileWeight;
    private float _contextWeight;
    private float _userWeight;

    public SideInformationFitting(FitContext context, HistoryWindow window)
    {
        _context = context;
        _profile = new MetadataProfile(MetadataFeatures.Of(context.Catalog.Items, context.Metadata, MaximumFeatures), window);
        _columns = [.. context.Data.Interactions.Columns.Metadata
            .Where(column => !NotCircumstances.Contains(column.Name) && column.Values.Count <= MaximumValuesOfColumn)];
        _columnKeys = [.. _columns.SelectMany(column =>
            Enumerable.Range(0, column.Values.Count).Select(value => AttributeLifts.KeyOf(column.Name, column.Values.GetString(value))))];
        ReadUsers();
    }

    /// <summary>Learns how much each part counts.</summary>
    /// <param name="holdout">The users held out of what the blend was fitted to.</param>
    /// <param name="blend">The blend.</param>
    /// <param name="counts">The number of training users of each item.</param>
    /// <param name="temperature">What turns scores into logarithms of shares.</param>
    public void Learn(Holdout holdout, BlendScorer blend, Column<int> counts, float temperature)
    {
        var standard = new StandardScores(counts);
        if (_profile.Features.Count > 0)
        {
            _profileWeight = LearnWeight(holdout, counts, (user, scores, part) =>
            {
                blend.Score(holdout.InputOf(user), scores);
                _profile.Score(holdout.InputOf(user), part);
                Scale(part, temperature * standard.ScaleOf(part));
            });
        }

        if (_columns.Length > 0)
        {
            var lifts = FitContext(holdout.Training, counts);
            _contextWeight = LearnWeight(holdout, counts, (user, scores, part) =>
            {
                blend.Score(holdout.InputOf(user), scores);
                var own = new float[part.Length];
                _profile.Score(holdout.InputOf(user), own);
                Scale(own, _profileWeight * temperature * standard.ScaleOf(own));
                Add(own, scores);
                AddContext(lifts, holdout.Tested.FirstRow(user) + holdout.InputOf(user).Length, part);
                Scale(part, temperature);
            });
        }

        if (_userKeys.Count > 0)
        {
            LearnUsers(holdout, counts);
        }
    }

    public SideInformation Fit(Histories histories)
    {
        var counts = _context.Catalog.UserCounts;
        var users = UserAttributes.Of(FitUsers(histories, counts), _userWeight, _context.Data.Users, _context.Catalog.Users);
        return new SideInformation(
            _profile,
            _profileWeight,
            FitContext(histories, counts),
            _contextWeight,
            users,
            ColdItems.Fit(_context, _profile.Features),
            new StandardScores(counts));
    }

    private void ReadUsers()
    {
        if (_context.Data.Users is not { } table)
        {
            return;
        }

        var numbers = new Dictionary<string, int>();
        var source = new MetadataValues(table);
        var store = _context.Data.Interactions;
        for (var user = 0; user < store.UserCount; user++)
        {
            if (table.IdTable.TryFind(store.Users.GetUtf8(user), out var row))
            {
                _userValues[user] = [.. source.Of(row).Select(NumberOf)];
            }
        }

        int NumberOf(string key)
        {
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = _userKeys.Count;
                _userKeys.Add(key);
            }

            return number;
        }
    }

    private AttributeLifts FitContext(Histories histories, Column<int> counts)
    {
        var pairs = new List<long>();
        var sample = _columns.Length == 0 ? histories.Select([]) : UserSample.Within(histories, Budget, length => length * (double)_columns.Length, _context.Seed);
        for (var user = 0; user < sample.Count; user++)
        {
            var row = sample.FirstRow(user);
            foreach (var item in sample[user])
            {
                foreach (var value in ValuesOf(row))
                {
                    pairs.Add(((long)value << 32) | (uint)item);
                }

                row++;
            }
        }

        return AttributeLifts.Fit(_columnKeys, pairs, counts);
    }

    private IEnumerable<int> ValuesOf(int row)
    {
        var first = 0;
        foreach (var column in _columns)
        {
            if (column.Codes.Span[row] is var code and not MetadataColumn.Absent)
            {
                yield return first + code;
            }

            first += column.Values.Count;
        }
    }

    private void AddContext(AttributeLifts lifts, int row, Span<float> scores)
    {
        foreach (var value in ValuesOf(row))
        {
            if (lifts.TryFind(_columnKeys[value], out var number))
            {
                lifts.AddTo(scores, number, 1);
            }
        }
    }

    private AttributeLifts FitUsers(Histories histories, Column<int> counts)
    {
        var pairs = new List<long>();
        var sample = _userKeys.Count == 0 ? histories.Select([]) : UserSample.Within(histories, Budget, length => length, _context.Seed);
        for (var user = 0; user < sample.Count; user++)
        {
            foreach (var value in _userValues.GetValueOrDefault(sample.UserOf(user), []))
            {
                foreach (var item in sample[user])
                {
                    pairs.Add(((long)value << 32) | (uint)item);
                }
            }
        }

        return AttributeLifts.Fit(_userKeys, pairs, counts);
    }

    // A held-out user is taken for one without history, whose first items are to be predicted.
    private void LearnUsers(Holdout holdout, Column<int> counts)
    {
        var lifts = FitUsers(holdout.Training, counts);
        var samples = new BlendSample[holdout.Tested.Count];
        Parallel.For(0, samples.Length, _context.ParallelOptions, user =>
        {
            var (scores, part) = (new float[counts.Length], new float[counts.Length]);
            new PopularityScorer(counts).Score([], scores);
            foreach (var value in _userValues.GetValueOrDefault(holdout.Tested.UserOf(user), []))
            {
                if (lifts.TryFind(_userKeys[value], out var number))
                {
                    lifts.AddTo(part, number, 1);
                }
            }

            var history = holdout.Tested[user];
            samples[user] = CreateSample(scores, part, [.. history[..Math.Min(FirstItems, history.Length)]], [], counts);
        });
        _userWeight = BestWeight(samples);
    }

    private float LearnWeight(Holdout holdout, Column<int> counts, Action<int, float[], float[]> score)
    {
        var samples = new BlendSample[holdout.Tested.Count];
        Parallel.For(0, samples.Length, _context.ParallelOptions, user =>
        {
            var (scores, part) = (new float[counts.Length], new float[counts.Length]);
            score(user, scores, part);
            int[] seen = _context.Catalog.LeavesOutSeen ? holdout.InputOf(user).ToArray() : [];
            samples[user] = CreateSample(scores, part, [.. holdout.TruthOf(user)], seen, counts);
        });
        return BestWeight(samples);
    }

    private static BlendSample CreateSample(float[] scores, float[] part, HashSet<int> relevant, int[] seen, Column<int> counts)
    {
        relevant.ExceptWith(seen);
        var candidates = new SortedSet<int>(relevant);
        foreach (var weight in (float[])[0, Steps[^1] / 2, Steps[^1]])
        {
            var sum = scores.Zip(part, (score, own) => score + (weight * own)).ToArray();
            foreach (var item in seen)
            {
                sum[item] = float.NegativeInfinity;
            }

            var top = new int[Candidates];
            candidates.UnionWith(top[..TopItems.Select(sum, top)]);
        }

        int[] chosen = [.. candidates.Where(item => counts.Span[item] > 0)];
        return new BlendSample(
            [Array.ConvertAll(chosen, item => scores[item]), Array.ConvertAll(chosen, item => part[item])],
            Array.ConvertAll(chosen, relevant.Contains),
            relevant.Count);
    }

    private static float BestWeight(BlendSample[] samples)
    {
        var best = 0f;
        var bestValues = Array.ConvertAll(samples, sample => sample.Measure([1, 0]));
        foreach (var step in Steps)
        {
            var values = Array.ConvertAll(samples, sample => sample.Measure([1, step]));
            (best, bestValues) = BlendLearning.IsBetter(values, bestValues) ? (step, values) : (best, bestValues);
        }

        return best;
    }

    private static void Scale(float[] scores, float factor)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] *= factor;
        }
    }

    private static void Add(float[] part, float[] scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] += part[item];
        }
    }
}
