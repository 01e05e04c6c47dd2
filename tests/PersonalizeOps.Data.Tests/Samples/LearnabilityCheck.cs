namespace PersonalizeOps.Data.Tests.Samples;

/// <summary>Holds out each user's newest tenth and measures NDCG@10 of very simple recommenders for every fifth user.</summary>
internal sealed class LearnabilityCheck
{
    private readonly List<(int[] History, HashSet<int> Truth)> _users = [];
    private readonly Dictionary<int, List<int>> _raters = [];

    public LearnabilityCheck(Dictionary<int, List<SmallRating>> byUser)
    {
        foreach (var ratings in byUser.Values)
        {
            var history = ratings[..^Math.Max(1, ratings.Count / 10)].Select(r => r.Movie).ToArray();
            foreach (var movie in history)
            {
                if (!_raters.TryGetValue(movie, out var raters))
                    _raters[movie] = raters = [];
                raters.Add(_users.Count);
            }

            _users.Add((history, ratings.Select(r => r.Movie).Except(history).ToHashSet()));
        }
    }

    public double Popularity()
    {
        var order = _raters.OrderByDescending(r => r.Value.Count).ThenBy(r => r.Key).Select(r => r.Key).ToList();
        return Mean(user => order.Except(_users[user].History));
    }

    public double CoOccurrence(Func<int[], IEnumerable<int>> input) => Mean(user =>
    {
        var scores = new Dictionary<int, double>();
        foreach (var movie in input(_users[user].History))
        {
            foreach (var other in _raters[movie].Where(o => o != user).SelectMany(o => _users[o].History))
                scores[other] = scores.GetValueOrDefault(other) + (1 / Math.Sqrt((_raters[movie].Count + 5) * (_raters[other].Count + 5.0)));
        }

        return scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Select(s => s.Key).Except(_users[user].History);
    });

    private double Mean(Func<int, IEnumerable<int>> recommend) =>
        Enumerable.Range(0, _users.Count).Where(u => u % 5 == 0).Average(u => Ndcg(recommend(u).Take(10), _users[u].Truth));

    private static double Ndcg(IEnumerable<int> recommended, HashSet<int> truth)
    {
        var gain = recommended.Select((movie, i) => truth.Contains(movie) ? 1 / Math.Log2(i + 2) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(10, truth.Count)).Sum(i => 1 / Math.Log2(i + 2));
    }
}
