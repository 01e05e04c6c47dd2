using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What similar users did next. Users who share items with the newest part of the history are ranked by the shared items' weights (newer and rarer items
/// count more, long histories less); in the histories of the most similar ones, what follows a shared item scores by its distance.
/// After V-SkNN (Ludewig, Jannach 2018), STAN (Garg et al. 2019) and VSTAN (Ludewig et al. 2021), with places in the sequence instead of times.
/// </summary>
internal sealed class NeighbourScorer : IHistoryScorer
{
    private const int FewestNeighbours = 100;
    private const int MostNeighbours = 1000;
    private const int NeighbourInteractions = 5000; // where histories are short it takes more of them to say as much
    private const float HistoryFade = 9; // places after which a shared item weighs 1/e
    private const float FollowerStep = 0.96721610f; // per place after a shared item: 1/e after 30
    private const float RarityPower = 1.25f;
    private const float LengthPower = -0.5f;

    /// <summary>The most interactions remembered (users are sampled down to them): about 100 MB, and 1 ms per query on the most popular items.</summary>
    private const double Budget = 4_000_000;

    private readonly Histories _histories;
    private readonly Postings _postings;
    private HistoryWindow _window; // set once, before use
    private readonly float[] _rarities;
    private readonly float[] _lengthWeights;
    private readonly int _neighbours;

    private NeighbourScorer(Histories histories, Postings postings, HistoryWindow window)
    {
        _histories = histories;
        _postings = postings;
        _window = window;
        _neighbours = (int)Math.Clamp(NeighbourInteractions * (long)histories.Count / Math.Max(1, histories.InteractionCount), FewestNeighbours, MostNeighbours);
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

    /// <summary>The same, looking at histories otherwise.</summary>
    public NeighbourScorer With(HistoryWindow window)
    {
        var copy = (NeighbourScorer)MemberwiseClone();
        copy._window = window;
        return copy;
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
            var users = similarities.AsSpan(0, _histories.Count);
            ScoreUsers(history, weights, users);
            Span<int> neighbours = stackalloc int[_neighbours];
            neighbours = neighbours[..TopItems.Select(users, neighbours)];
            var next = 0;
            for (; next + 1 < neighbours.Length; next += 2)
            {
                var (left, right) = (neighbours[next], neighbours[next + 1]);
                ScoreFollowers(_histories[left], users[left], _histories[right], users[right], weights, scores);
            }

            if (next < neighbours.Length)
            {
                ScoreFollowers(_histories[neighbours[next]], users[neighbours[next]], 0, weights, scores);
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

    private void ScoreUsers(ReadOnlySpan<int> history, float[] weights, Span<float> similarities)
    {
        similarities.Clear();
        for (var i = 0; i < history.Length; i++)
        {
            if (!history[..i].Contains(history[i]))
            {
                var weight = weights[history[i]];
                foreach (var user in _postings[history[i]])
                {
                    similarities[user] += weight;
                }
            }
        }

        VectorKernel.Best.Multiply(_lengthWeights, similarities);
    }

    // What is carried along a sequence is the sum of all shared items so far, each faded by its distance. Two sequences at a time: each step waits
    // for the one before it.
    private static void ScoreFollowers(
        ReadOnlySpan<int> left,
        float leftSimilarity,
        ReadOnlySpan<int> right,
        float rightSimilarity,
        float[] weights,
        Span<float> scores)
    {
        var (leftCarried, rightCarried) = (0f, 0f);
        var both = Math.Min(left.Length, right.Length);
        for (var i = 0; i < both; i++)
        {
            var (leftItem, rightItem) = (left[i], right[i]);
            leftCarried *= FollowerStep;
            rightCarried *= FollowerStep;
            scores[leftItem] += leftSimilarity * leftCarried;
            scores[rightItem] += rightSimilarity * rightCarried;
            leftCarried += weights[leftItem];
            rightCarried += weights[rightItem];
        }

        ScoreFollowers(left[both..], leftSimilarity, leftCarried, weights, scores);
        ScoreFollowers(right[both..], rightSimilarity, rightCarried, weights, scores);
    }

    private static void ScoreFollowers(ReadOnlySpan<int> sequence, float similarity, float carried, float[] weights, Span<float> scores)
    {
        foreach (var item in sequence)
        {
            carried *= FollowerStep;
            scores[item] += similarity * carried;
            carried += weights[item];
        }
    }
}
