using System.Runtime.InteropServices;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Filters;

/// <summary>Finds what users did: the newest events of each type, for the elements of a model's catalogue.</summary>
internal sealed class EventSearch(FilterTarget target, IdTable catalog)
{
    private const int NewestOfItems = 100;
    private const int NewestOfActions = 300;

    private ItemMap? _map;

    /// <summary>The items of a user's events of some types; for user filters: the users who have such events.</summary>
    public Bitmap Find(FilterSubject subject, Func<string, bool> isWanted)
    {
        var found = new Bitmap(catalog.Count);
        if (target == FilterTarget.Users)
        {
            FindUsers(subject.Interactions, isWanted, found);
        }
        else
        {
            FindItems(subject, isWanted, found);
        }

        return found;
    }

    private void FindUsers(InteractionStore? store, Func<string, bool> isWanted, Bitmap found)
    {
        var types = store?.EventTypeTable.Select(isWanted).ToArray() ?? [];
        for (var user = 0; user < (store?.UserCount ?? 0); user++)
        {
            var own = store!.Columns.EventTypes.Span[store.RowsOf(user)];
            var hasWanted = false;
            for (var i = 0; i < own.Length && !hasWanted; i++)
            {
                hasWanted = types[own[i]];
            }

            if (hasWanted && catalog.TryFind(store.Users.GetUtf8(user), out var index))
            {
                found.Set(index);
            }
        }
    }

    private void FindItems(FilterSubject subject, Func<string, bool> isWanted, Bitmap found)
    {
        var limits = new Limits(isWanted, target == FilterTarget.Actions ? NewestOfActions : NewestOfItems);
        var recent = subject.RecentEvents ?? [];
        var last = recent.Count - 1;
        if (subject.Interactions is { } store && subject.UserId is not null && store.TryGetUser(subject.UserId, out var user))
        {
            var map = MapOf(store);
            var types = store.EventTypeTable.Select(limits.Of).ToArray();
            var items = store.ItemsOf(user);
            var times = store.TimestampsOf(user);
            var kinds = store.Columns.EventTypes.Span[store.RowsOf(user)];
            for (var row = items.Length - 1; row >= 0; row--)
            {
                for (; last >= 0 && recent[last].Timestamp >= times[row]; last--)
                {
                    Visit(recent[last], limits, found);
                }

                if (types[kinds[row]].Admits() && map[items[row]] is var index and >= 0)
                {
                    found.Set(index);
                }
            }
        }

        for (; last >= 0; last--)
        {
            Visit(recent[last], limits, found);
        }
    }

    private void Visit(in UserEvent happened, Limits limits, Bitmap found)
    {
        if (limits.Of(happened.EventType).Admits() && catalog.TryFind(happened.ItemId, out var index))
        {
            found.Set(index);
        }
    }

    // Both are in order, so one walk finds for every item of the store its number in the catalogue.
    private int[] MapOf(InteractionStore store)
    {
        if (_map is { } known && known.Store == store)
        {
            return known.Numbers;
        }

        var numbers = new int[store.ItemCount];
        var next = 0;
        for (var item = 0; item < numbers.Length; item++)
        {
            var id = store.Items.GetUtf8(item);
            while (next < catalog.Count && IdOrder.Compare(catalog.GetUtf8(next), id) < 0)
            {
                next++;
            }

            numbers[item] = next < catalog.Count && catalog.GetUtf8(next).SequenceEqual(id) ? next : -1;
        }

        _map = new ItemMap(store, numbers);
        return numbers;
    }

    private sealed record ItemMap(InteractionStore Store, int[] Numbers);

    /// <summary>How many more events of a type count.</summary>
    private sealed class Limit(bool isWanted, int count)
    {
        private int _left = isWanted ? count : 0;

        public bool Admits() => _left-- > 0;
    }

    private sealed class Limits(Func<string, bool> isWanted, int count)
    {
        private readonly Dictionary<string, Limit> _limits = new(StringComparer.OrdinalIgnoreCase);

        public Limit Of(string eventType)
        {
            ref var limit = ref CollectionsMarshal.GetValueRefOrAddDefault(_limits, eventType, out _);
            return limit ??= new Limit(isWanted(eventType), count);
        }
    }
}
