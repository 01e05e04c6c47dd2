namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>
/// The features of an offer of an action to a user at a moment: the action; how often and how long ago the user took or refused it; the action the user took
/// last; how ready the user is to take actions at all; how active the user is; the user's metadata and newest items, each together with the action.
/// </summary>
internal static class ActionFeatures
{
    /// <summary>The newest items looked at.</summary>
    public const int ItemWindow = 32;

    /// <summary>The most values of metadata of a user.</summary>
    public const int MaximumMetadata = 64;

    /// <summary>The most features there are.</summary>
    public const int Maximum = 16 + ItemWindow + MaximumMetadata;

    private const long SecondsPerDay = 86_400;

    /// <summary>Writes the features.</summary>
    /// <param name="user">The user.</param>
    /// <param name="action">The hash of the action's id.</param>
    /// <param name="number">The action's number.</param>
    /// <param name="now">The moment, in seconds since the Unix epoch.</param>
    /// <param name="features">Receives hashes and values.</param>
    /// <returns>How many there are.</returns>
    public static int Write(in ActionUser user, uint action, int number, long now, Span<(uint Hash, float Value)> features)
    {
        var (taken, refused, allTaken, allRefused, last, lastTaken) = (0, 0, 0, 0, -1, long.MinValue);
        foreach (var entry in user.Events)
        {
            var isTaken = entry.Kind == ActionEventKind.Taken;
            (allTaken, allRefused) = (allTaken + (isTaken ? 1 : 0), allRefused + (isTaken ? 0 : 1));
            last = isTaken ? entry.Action : last;
            if (entry.Action == number)
            {
                (taken, refused) = (taken + (isTaken ? 1 : 0), refused + (isTaken ? 0 : 1));
                lastTaken = isTaken ? entry.Timestamp : lastTaken;
            }
        }

        var count = 0;
        Add(features, ref count, 1, 0);
        Add(features, ref count, 2, action);
        Add(features, ref count, 3, FeatureHash.Combine(action, Bucket(taken)));
        Add(features, ref count, 4, FeatureHash.Combine(action, Bucket(refused)));
        Add(features, ref count, 5, FeatureHash.Combine(action, Age(lastTaken, now)));
        Add(features, ref count, 6, FeatureHash.Combine(action, (uint)(last + 1)));
        Add(features, ref count, 7, Readiness(allTaken, allRefused));
        Add(features, ref count, 8, FeatureHash.Combine(action, Readiness(allTaken, allRefused)));
        Add(features, ref count, 9, FeatureHash.Combine(action, Bucket(user.ItemCount)));
        Add(features, ref count, 10, FeatureHash.Combine(action, Age(user.LastItem, now)));
        foreach (var value in user.Metadata)
        {
            Add(features, ref count, 11, FeatureHash.Combine(action, value));
        }

        var weight = 1 / MathF.Sqrt(Math.Max(1, user.Items.Length));
        foreach (var item in user.Items)
        {
            features[count++] = (FeatureHash.Combine(12, FeatureHash.Combine(action, item)), weight);
        }

        return count;
    }

    private static void Add(Span<(uint Hash, float Value)> features, ref int count, uint kind, uint hash) =>
        features[count++] = (FeatureHash.Combine(kind, hash), 1);

    // 0, 1, 2 to 3, 4 to 7 and so on.
    private static uint Bucket(int count) => (uint)(count == 0 ? 0 : 1 + int.Log2(count));

    private static uint Age(long timestamp, long now) =>
        timestamp == long.MinValue ? 99 : Bucket((int)Math.Clamp((now - timestamp) / SecondsPerDay, 0, int.MaxValue));

    // The share taken in tenths, drawn to the middle by two events of each kind, and whether much is known.
    private static uint Readiness(int taken, int refused) =>
        (uint)((10 * (taken + 2) / (taken + refused + 4)) + (taken + refused >= 10 ? 100 : 0));
}
