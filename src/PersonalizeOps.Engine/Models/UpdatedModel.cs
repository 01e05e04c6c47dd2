using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// A trained model of user personalization that serves newer data: histories are those of the data as it is now; items that the training did not know get
/// scores from the trained items whose metadata is similar (<see cref="ColdItems"/>), or none, and take part in exploration.
/// </summary>
internal sealed class UpdatedModel : TrainedModel
{
    private const string PositionsName = "update.positions";
    private const string TrainedPrefix = "t.";
    private readonly int[] _positions; // of the trained model's items in the catalogue
    private readonly int[] _numbers; // of the catalogue's items in the trained model; -1 for new ones
    private readonly ColdItems _arrivals;
    private readonly object? _memory;

    /// <summary>Puts a trained model and newer data together.</summary>
    /// <param name="catalog">The catalogue of the newer data.</param>
    /// <param name="trained">The model.</param>
    /// <param name="positions">For every item of the model, its number in the catalogue.</param>
    /// <param name="arrivals">The scores of new items.</param>
    /// <param name="memory">What keeps the model's memory alive; may be null.</param>
    public UpdatedModel(ModelCatalog catalog, UserPersonalizationModel trained, int[] positions, ColdItems arrivals, object? memory)
        : base(trained.Recipe, catalog)
    {
        Trained = trained;
        _positions = positions;
        _arrivals = arrivals;
        _memory = memory;
        _numbers = new int[catalog.Items.Count];
        Array.Fill(_numbers, -1);
        for (var number = 0; number < positions.Length; number++)
        {
            _numbers[positions[number]] = number;
        }
    }

    /// <summary>The model as it was trained.</summary>
    public UserPersonalizationModel Trained { get; }

    /// <summary>Whether a file holds an updated model.</summary>
    public static bool IsIn(SectionFile file) => file.Has(PositionsName);

    public static UpdatedModel Read(string recipe, ModelCatalog catalog, SectionFile file)
    {
        var positions = file.Get<int>(PositionsName).Span.ToArray();
        var arrivals = ColdItems.Read(file, catalog.Items.Count);
        file.Prefix = TrainedPrefix;
        var trained = UserPersonalizationModel.Read(recipe, ModelCatalog.Read(file), file);
        file.Prefix = string.Empty;
        var isConsistent = positions.Length == trained.ItemCount && Array.TrueForAll(positions, position => position >= 0 && position < catalog.Items.Count);
        return isConsistent ? new UpdatedModel(catalog, trained, positions, arrivals, null) : throw file.Invalid("its update is inconsistent");
    }

    internal override void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        var own = ArrayPool<float>.Shared.Rent(_positions.Length);
        Trained.Score(ToTrained(history), own.AsSpan(0, _positions.Length));
        Spread(own, scores);
        ArrayPool<float>.Shared.Return(own);
        GC.KeepAlive(this);
    }

    internal override void Write(SectionFileWriter writer)
    {
        writer.Add(PositionsName, _positions);
        _arrivals.Write(writer);
        writer.Prefix = TrainedPrefix;
        Trained.Catalog.WithoutUsers().Write(writer);
        Trained.Write(writer);
        writer.Prefix = string.Empty;
    }

    private protected override bool ScoresByHistory => true;

    private protected override double[] LossesWithout(ReadOnlySpan<int> history, int[] others, int item)
    {
        // Items the training did not know have no part in the score.
        var (known, number) = (ToTrained(history), _numbers[item]);
        var (own, losses) = (ToTrained(others), new double[others.Length]);
        var (part, at) = (number < 0 ? new double[own.Length] : Trained.LossesOf(known, own, number), 0);
        for (var i = 0; i < others.Length; i++)
        {
            losses[i] = _numbers[others[i]] < 0 ? 0 : part[at++];
        }

        GC.KeepAlive(_memory);
        return losses;
    }

    private protected override bool Explores => Trained.CanExploreItems;

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        Trained.Check(query);
        var history = HistoryOf(query);
        var known = ToTrained(history);
        var own = ArrayPool<float>.Shared.Rent(_positions.Length);
        try
        {
            var scoring = Trained.Answer(query, known, own.AsSpan(0, _positions.Length));
            Spread(own, scores);
            if (known.Length > 0)
            {
                ScoreArrivals(query, history, scores);
            }

            return scoring.Softmax is { } softmax ? scoring with { Softmax = new Softmax(scores, softmax.Temperature) } : scoring;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(own);
            GC.KeepAlive(_memory);
        }
    }

    private protected override Func<int, float, bool> Explorable(RecommendationQuery query)
    {
        var history = HistoryOf(query).ToHashSet();
        return (item, score) => score > float.NegativeInfinity || (!IsTrained(item) && !history.Contains(item));
    }

    private bool IsTrained(int item) => _numbers[item] >= 0 && Trained.Catalog.UserCounts.Span[_numbers[item]] > 0;

    private void ScoreArrivals(RecommendationQuery query, int[] history, Span<float> scores)
    {
        _arrivals.Score(scores);
        foreach (var item in Catalog.LeavesOutSeen && query.Candidates is null && query.Filter?.IncludesSeen != true ? history : [])
        {
            scores[item] = float.NegativeInfinity;
        }
    }

    private int[] ToTrained(ReadOnlySpan<int> history)
    {
        var known = new List<int>(history.Length);
        foreach (var item in history)
        {
            if (_numbers[item] >= 0)
            {
                known.Add(_numbers[item]);
            }
        }

        return [.. known];
    }

    private void Spread(float[] own, Span<float> scores)
    {
        scores.Fill(float.NegativeInfinity);
        for (var number = 0; number < _positions.Length; number++)
        {
            scores[_positions[number]] = own[number];
        }
    }
}
