using System.Buffers;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What similar users did next. Users who share items with the newest part of the history are ranked by the shared items' weights (newer and rarer items
/// count more, long histories less); in the histories of the most similar ones, what follows a shared item scores by its distance.
/// After V-SkNN (Ludewig, Jannach 2018), STAN (Garg et al. 2019) and VSTAN (Ludewig et al. 2021), with places in the sequence instead of times.
/// </summary>
internal sealed class NeighbourScorer : IHistoryScorer
{
    private const int Neighbours = 100;
    private const float HistoryFade = 9; // places after which a shared item weighs 1/e
    private const float FollowerFade = 30; // places after a shared item at which a follower scores 1/e
    private const float RarityPower = 1.25f;
    private const float LengthPower = -0.5f;

    /// <summary>The most interactions remembered (users are sampled down to them): about 100 MB, and 1 ms per query on the most popular items.</summary>
    private const double Budget = 4_000_000;

    private readonly Histories _histories;
    private readonly Postings _postings;
    private readonly HistoryWindow _window;
    private readonly float[] _rarities;
    private readonly float[] _lengthWeights;

    private NeighbourScorer(Histories histories, Postings postings, HistoryWindow window)
    {
        _histories = histories;
        _postings = postings;
        _window = window;
        _rarities = new float[histories.ItemCount];
        for (var item = 0; item < _rarities.Length; item++)
        {
            _rarities[item] = MathF.Pow(MathF.Log(1 + (histories.Count / (float)Math.Max(1, postings[item].Length))), RarityPower);
        }

        _lengthWeights = new float[histories.Count];
        for (var user = 0; user < _lengthWeights.Length; user++)
        {
            _lengthWeights[user] = MathF.Pow(Math.Max(1, histories[user].Length), LengthPower);
        }
    }

    public static NeighbourScorer Fit(Histories histories, HistoryWindow window, ulong seed)
    {
        var remembered = UserSample.Within(histories, Budget, length => length, seed).Detach();
        return new NeighbourScorer(remembered, Postings.Of(remembered), window);
    }

    public static NeighbourScorer Read(SectionFile file, int itemCount, HistoryWindow window)
    {
        var histories = Histories.Read(file, "neighbour.histories", itemCount);
        return new NeighbourScorer(histories, Postings.Read(file, "neighbour.postings", itemCount, histories.Count), window);
    }

    public void Write(SectionFileWriter writer)
    {
        _histories.Write(writer, "neighbour.histories");
        _postings.Write(writer, "neighbour.postings");
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        history = _window.Of(history);
        var pool = ArrayPool<float>.Shared;
        var (weights, similarities) = (pool.Rent(scores.Length), pool.Rent(_histories.Count));
        try
        {
            WeighHistory(history, weights);
            Array.Clear(similarities, 0, _histories.Count);
            ScoreUsers(history, weights, similarities);
            Span<int> neighbours = stackalloc int[Neighbours];
            foreach (var user in neighbours[..TopItems.Select(similarities.AsSpan(0, _histories.Count), neighbours)])
            {
                ScoreFollowers(_histories[user], similarities[user], weights, scores);
            }
        }
        finally
        {
            pool.Return(weights);
            pool.Return(similarities);
        }
    }

    private void WeighHistory(ReadOnlySpan<int> history, float[] weights)
    {
        Array.Clear(weights, 0, _rarities.Length);
        for (var i = 0; i < history.Length; i++)
        {
            weights[history[i]] += _window.Weight(history.Length - 1 - i, HistoryFade) * _rarities[history[i]];
        }
    }

    private void ScoreUsers(ReadOnlySpan<int> history, float[] weights, float[] similarities)
    {
        for (var i = 0; i < history.Length; i++)
        {
            if (!history[..i].Contains(history[i]))
            {
                foreach (var user in _postings[history[i]])
                {
                    similarities[user] += weights[history[i]] * _lengthWeights[user];
                }
            }
        }
    }

    // One pass: what is carried along is the sum of all shared items so far, each faded by its distance.
    private static void ScoreFollowers(ReadOnlySpan<int> sequence, float similarity, float[] weights, Span<float> scores)
    {
        var fade = MathF.Exp(-1 / FollowerFade);
        var carried = 0f;
        foreach (var item in sequence)
        {
            carried *= fade;
            scores[item] += similarity * carried;
            carried += weights[item];
        }
    }
}
