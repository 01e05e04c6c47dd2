using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Splits;

/// <summary>Every user's oldest four fifths to train on, and the newest fifth to predict: how the service measures user segments.</summary>
internal sealed class TimeSplit
{
    private const double TrainingShare = 0.8;
    private readonly Histories _all;

    private TimeSplit(Histories all, Histories training)
    {
        _all = all;
        Training = training;
    }

    /// <summary>The oldest part of every history, rounded up, so that no user is left with nothing.</summary>
    public Histories Training { get; }

    public static TimeSplit Of(Histories all)
    {
        var starts = new int[all.Count + 1];
        for (var user = 0; user < all.Count; user++)
        {
            starts[user + 1] = starts[user] + (int)Math.Ceiling(TrainingShare * all[user].Length);
        }

        var items = new int[starts[^1]];
        for (var user = 0; user < all.Count; user++)
        {
            all[user][..(starts[user + 1] - starts[user])].CopyTo(items.AsSpan(starts[user]));
        }

        return new TimeSplit(all, new Histories(new Column<int>(starts), new Column<int>(items), all.ItemCount));
    }

    /// <summary>The newest part of a user's history; empty for users with hardly any interactions.</summary>
    public ReadOnlySpan<int> TruthOf(int user) => _all[user][Training[user].Length..];
}
