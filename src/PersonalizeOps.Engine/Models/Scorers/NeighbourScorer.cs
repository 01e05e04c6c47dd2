using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What similar users did next. Users who share items with the newest part of the history are ranked by the shared items' weights (newer and rarer items
/// count more, long histories less); in the histories of the most similar ones, what follows a shared item scores by its distance. Where order says
/// nothing, all that stands in them scores by their similarity.
/// After V-SkNN (Ludewig, Jannach 2018), STAN (Garg et al. 2019) and VSTAN (Ludewig et al. 2021), with places in the sequence instead of times.
/// </summary>
internal sealed class NeighbourScorer : IHistoryScorer
{
    private const int FewestNeighbours = 100;
    private const int MostNeighbours = 1000;
    private const int NeighbourInteractions = 5000; // where histories are short it takes more of them to say as much
    private const float HistoryFade = 9; // places after which a shared item weighs 1/e
    private const float FollowerStep = 0.96721610f; // per place after a shared item: 1/e after 30
    private const int Ahead = 2; // histories asked for before they are read
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
        var (marks, similarities) = (ArrayPool<byte>.Shared.Rent(scores.Length), ArrayPool<float>.Shared.Rent(_histories.Count));
        try
        {
            Span<float> weights = stackalloc float[history.Length + 1];
            WeighHistory(history, marks.AsSpan(0, scores.Length), weights);
            var users = similarities.AsSpan(0, _histories.Count);
            ScoreUsers(history, marks, weights, users);
            Span<int> neighbours = stackalloc int[_neighbours];
            neighbours = neighbours[..TopItems.SelectUnordered(users, neighbours)];
            if (_window.IgnoresOrder)
            {
                ScoreCompanions(neighbours, users, scores);
            }
            else
            {
                ScoreFollowers(neighbours, users, marks, weights, scores);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(marks);
            ArrayPool<float>.Shared.Return(similarities);
        }
    }

    // One byte per item tells the few of the history from all others: it stays near the processor where a weight for each would not.
    private void WeighHistory(ReadOnlySpan<int> history, Span<byte> marks, Span<float> weights)
    {
        marks.Clear();
        weights.Clear();
        var count = 0;
        for (var i = 0; i < history.Length; i++)
        {
            ref var mark = ref marks[history[i]];
            mark = mark == 0 ? (byte)++count : mark;
            weights[mark] += _window.Weight(history.Length - 1 - i, HistoryFade) * _rarities[history[i]];
        }
    }

    private void ScoreUsers(ReadOnlySpan<int> history, byte[] marks, ReadOnlySpan<float> weights, Span<float> similarities)
    {
        similarities.Clear();
        var done = 0;
        for (var i = 0; i < history.Length; i++)
        {
            var item = history[i];
            Prefetching.Ask(i + 1 < history.Length ? _postings[history[i + 1]] : []);
            if (marks[item] > done)
            {
                done++;
                ScatteredSums.Add(_postings[item], weights[done], similarities);
            }
        }

        VectorKernel.Best.Multiply(_lengthWeights, similarities);
    }

    private void ScoreCompanions(ReadOnlySpan<int> neighbours, ReadOnlySpan<float> similarities, Span<float> scores)
    {
        foreach (var user in neighbours)
        {
            foreach (var item in _histories[user])
            {
                scores[item] += similarities[user];
            }
        }
    }

    // Two sequences at a time, each neighbour in the lane that is free first: each step waits for the one before it in its lane.
    private void ScoreFollowers(ReadOnlySpan<int> neighbours, ReadOnlySpan<float> similarities, byte[] marks, ReadOnlySpan<float> weights, Span<float> scores)
    {
        var left = default(Lane);
        var right = default(Lane);
        for (var i = 0; i < neighbours.Length; i++)
        {
            Prefetching.Ask(i + Ahead < neighbours.Length ? _histories[neighbours[i + Ahead]] : []);
            ref var free = ref left.Rest.IsEmpty ? ref left : ref right;
            free = new Lane(FromFirstShared(_histories[neighbours[i]], marks), similarities[neighbours[i]] * FollowerStep);
            ScoreFollowers(ref left, ref right, marks, weights, scores);
        }

        ScoreFollowers(left.Rest.IsEmpty ? right : left, marks, weights, scores);
    }

    /// <summary>A history without what comes before the first item shared with the user: nothing follows from that.</summary>
    private static ReadOnlySpan<int> FromFirstShared(ReadOnlySpan<int> history, byte[] marks)
    {
        var first = 0;
        while (first < history.Length && marks[history[first]] == 0)
        {
            first++;
        }

        return history[first..];
    }

    // What is carried along a sequence is the sum of all shared items so far, each faded by its distance.
    private static void ScoreFollowers(ref Lane left, ref Lane right, byte[] marks, ReadOnlySpan<float> weights, Span<float> scores)
    {
        var both = Math.Min(left.Rest.Length, right.Rest.Length);
        var leftItems = left.Rest[..both];
        var rightItems = right.Rest[..both];
        var (leftCarried, rightCarried) = (left.Carried, right.Carried);
        for (var i = 0; i < leftItems.Length; i++)
        {
            var (leftItem, rightItem) = (leftItems[i], rightItems[i]);
            scores[leftItem] += left.Strength * leftCarried;
            scores[rightItem] += right.Strength * rightCarried;
            leftCarried = float.MultiplyAddEstimate(leftCarried, FollowerStep, weights[marks[leftItem]]);
            rightCarried = float.MultiplyAddEstimate(rightCarried, FollowerStep, weights[marks[rightItem]]);
        }

        (left.Carried, right.Carried) = (leftCarried, rightCarried);
        left.Rest = left.Rest[both..];
        right.Rest = right.Rest[both..];
    }

    private static void ScoreFollowers(Lane lane, byte[] marks, ReadOnlySpan<float> weights, Span<float> scores)
    {
        foreach (var item in lane.Rest)
        {
            scores[item] += lane.Strength * lane.Carried;
            lane.Carried = float.MultiplyAddEstimate(lane.Carried, FollowerStep, weights[marks[item]]);
        }
    }

    /// <summary>What is left of a neighbour's history, how much it counts, and what it carries there.</summary>
    private ref struct Lane(ReadOnlySpan<int> rest, float strength)
    {
        public readonly float Strength = strength;
        public ReadOnlySpan<int> Rest = rest;
        public float Carried = 0;
    }
}
