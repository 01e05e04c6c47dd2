using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Splits;

/// <summary>Histories to train on, and histories whose newest tenth is to be predicted from the rest.</summary>
internal sealed class Holdout
{
    private Holdout(Histories training, Histories tested)
    {
        Training = training;
        Tested = tested;
    }

    public Histories Training { get; }

    /// <summary>The users to test, each with at least two interactions.</summary>
    public Histories Tested { get; }

    /// <summary>Like the split itself, but when the hash tests nobody, as it may among few users, the user with the lowest hash is tested.</summary>
    public static Holdout CreateTestable(InteractionStore store, UserSplit split)
    {
        var holdout = Create(store, split);
        if (holdout.Tested.Count > 0)
        {
            return holdout;
        }

        var users = Enumerable.Range(0, store.UserCount).ToList();
        var tested = users.Where(user => store.ItemsOf(user).Length >= 2)
            .MinBy(user => UserHash.Compute(store.Users.GetUtf8(user), split.Seed));
        users.Remove(tested);
        var all = Histories.From(store);
        return new Holdout(all.Select([.. users]), all.Select([tested]));
    }

    public static Holdout Create(InteractionStore store, UserSplit split)
    {
        var training = new List<int>();
        var tested = new List<int>();
        for (var user = 0; user < store.UserCount; user++)
        {
            if (!split.IsTested(store.Users.GetUtf8(user)))
            {
                training.Add(user);
            }
            else if (store.ItemsOf(user).Length >= 2)
            {
                tested.Add(user);
            }
        }

        var all = Histories.From(store);
        return new Holdout(all.Select([.. training]), all.Select([.. tested]));
    }

    /// <summary>A holdout within histories.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="isTested">Whether to test the user at a position; users with fewer than two interactions then count for neither side.</param>
    public static Holdout Create(Histories histories, Func<int, bool> isTested)
    {
        var users = Enumerable.Range(0, histories.Count).ToLookup(isTested);
        return new Holdout(
            histories.Select([.. users[false]]),
            histories.Select([.. users[true].Where(user => histories[user].Length >= 2)]));
    }

    /// <summary>The oldest part of a tested history: what the model is given.</summary>
    public ReadOnlySpan<int> InputOf(int tested) => Tested[tested][..^TruthLength(Tested[tested].Length)];

    /// <summary>The newest tenth, at least one: what it should predict.</summary>
    public ReadOnlySpan<int> TruthOf(int tested) => Tested[tested][^TruthLength(Tested[tested].Length)..];

    private static int TruthLength(int length) => Math.Max(1, length / 10);
}
