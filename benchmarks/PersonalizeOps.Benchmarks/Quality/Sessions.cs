using System.Text;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>Cuts every history into sessions of three to six interactions, each of a user of its own: a set of very short histories.</summary>
internal static class Sessions
{
    private const int Shortest = 3;
    private const int Lengths = 4;

    public static InteractionStore Of(InteractionStore store)
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < store.UserCount; user++)
        {
            var items = store.ItemsOf(user);
            var times = store.TimestampsOf(user);
            for (int start = 0, session = 0; items.Length - start >= Shortest; session++)
            {
                var id = Encoding.UTF8.GetBytes($"{store.GetUserId(user)}-{session}");
                var end = Math.Min(items.Length, start + Shortest + (int)(UserSample.Uniform((ulong)start, (ulong)user) * Lengths));
                for (; start < end; start++)
                {
                    builder.Add(id, Encoding.UTF8.GetBytes(store.GetItemId(items[start])), times[start], [], float.NaN);
                }
            }
        }

        return builder.Build();
    }
}
