using System.Globalization;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>What is known of every user: action events, the newest items, metadata.</summary>
internal sealed class ActionUsers
{
    private const int MaximumEvents = 1000; // the newest of each user
    private const char Separator = '|';
    private readonly Column<int> _eventStarts;
    private readonly Column<ActionEvent> _events;
    private readonly Column<int> _itemStarts;
    private readonly Column<uint> _items;
    private readonly Column<int> _itemCounts;
    private readonly Column<long> _lastItems;
    private readonly Column<int> _metadataStarts;
    private readonly Column<uint> _metadata;

    private ActionUsers(
        (Column<int> Starts, Column<ActionEvent> Values) events,
        (Column<int> Starts, Column<uint> Values) items,
        Column<int> itemCounts,
        Column<long> lastItems,
        (Column<int> Starts, Column<uint> Values) metadata)
    {
        (_eventStarts, _events) = events;
        (_itemStarts, _items) = items;
        _itemCounts = itemCounts;
        _lastItems = lastItems;
        (_metadataStarts, _metadata) = metadata;
    }

    /// <summary>The number of users.</summary>
    public int Count => _eventStarts.Length - 1;

    public static ActionUsers Of(
        IdTable users,
        IdTable actions,
        InteractionStore interactions,
        InteractionStore? actionInteractions,
        ItemTable? metadata)
    {
        var itemHashes = new uint[interactions.ItemCount];
        for (var item = 0; item < itemHashes.Length; item++)
        {
            itemHashes[item] = FeatureHash.Of(interactions.Items.GetUtf8(item));
        }

        var (itemCounts, lastItems) = (new int[users.Count], new long[users.Count]);
        var items = Collect<uint>(users, (user, list) =>
        {
            lastItems[user] = long.MinValue;
            if (interactions.Users.TryFind(users.GetUtf8(user), out var row))
            {
                var own = interactions.ItemsOf(row);
                (itemCounts[user], lastItems[user]) = (own.Length, interactions.TimestampsOf(row)[^1]);
                foreach (var item in own[Math.Max(0, own.Length - ActionFeatures.ItemWindow)..])
                {
                    list.Add(itemHashes[item]);
                }
            }
        });
        return new ActionUsers(
            Collect<ActionEvent>(users, EventsOf(users, actions, actionInteractions)),
            items,
            new Column<int>(itemCounts),
            new Column<long>(lastItems),
            Collect<uint>(users, (user, list) => AddMetadata(users.GetUtf8(user), metadata, list)));
    }

    public static ActionUsers Read(SectionFile file, int userCount, int actionCount)
    {
        var users = new ActionUsers(
            (file.Get<int>("event.starts"), file.Get<ActionEvent>("events")),
            (file.Get<int>("user.item.starts"), file.Get<uint>("user.items")),
            file.Get<int>("user.item.counts"),
            file.Get<long>("user.last.items"),
            (file.Get<int>("user.metadata.starts"), file.Get<uint>("user.metadata")));
        var isConsistent = IsConsistent(users._eventStarts.Span, users._events.Length, int.MaxValue)
            && IsConsistent(users._itemStarts.Span, users._items.Length, ActionFeatures.ItemWindow)
            && IsConsistent(users._metadataStarts.Span, users._metadata.Length, ActionFeatures.MaximumMetadata)
            && users._itemCounts.Length == userCount
            && users._lastItems.Length == userCount;
        foreach (var entry in users._events.Span)
        {
            isConsistent &= entry.Action >= 0 && entry.Action < actionCount;
        }

        return isConsistent ? users : throw file.Invalid("its users are inconsistent");

        bool IsConsistent(ReadOnlySpan<int> starts, int length, int most)
        {
            var isFitting = starts.Length == userCount + 1 && starts[0] == 0 && starts[^1] == length;
            for (var user = 0; isFitting && user < userCount; user++)
            {
                isFitting = starts[user] <= starts[user + 1] && starts[user + 1] - starts[user] <= most;
            }

            return isFitting;
        }
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("event.starts", _eventStarts);
        writer.Add("events", _events);
        writer.Add("user.item.starts", _itemStarts);
        writer.Add("user.items", _items);
        writer.Add("user.item.counts", _itemCounts);
        writer.Add("user.last.items", _lastItems);
        writer.Add("user.metadata.starts", _metadataStarts);
        writer.Add("user.metadata", _metadata);
    }

    public ReadOnlySpan<ActionEvent> EventsOf(int user) => _events.Span[_eventStarts.Span[user].._eventStarts.Span[user + 1]];

    public ReadOnlySpan<uint> ItemsOf(int user) => _items.Span[_itemStarts.Span[user].._itemStarts.Span[user + 1]];

    public ReadOnlySpan<uint> MetadataOf(int user) => _metadata.Span[_metadataStarts.Span[user].._metadataStarts.Span[user + 1]];

    public int ItemCountOf(int user) => _itemCounts.Span[user];

    public long LastItemOf(int user) => _lastItems.Span[user];

    private static (Column<int> Starts, Column<T> Values) Collect<T>(IdTable users, Action<int, List<T>> add)
        where T : unmanaged
    {
        var starts = new int[users.Count + 1];
        var values = new List<T>();
        for (var user = 0; user < users.Count; user++)
        {
            add(user, values);
            starts[user + 1] = values.Count;
        }

        return (new Column<int>(starts), new Column<T>([.. values]));
    }

    private static Action<int, List<ActionEvent>> EventsOf(IdTable users, IdTable actions, InteractionStore? store)
    {
        if (store is null)
        {
            return (_, _) => { };
        }

        var kinds = store.EventTypeTable.Select(ActionEvent.KindOf).ToArray();
        var numbers = new int[store.ItemCount];
        for (var item = 0; item < numbers.Length; item++)
        {
            numbers[item] = actions.TryFind(store.Items.GetUtf8(item), out var action) ? action : -1;
        }

        return (user, list) =>
        {
            if (!store.Users.TryFind(users.GetUtf8(user), out var own))
            {
                return;
            }

            var items = store.ItemsOf(own);
            var times = store.TimestampsOf(own);
            var first = store.Columns.UserStarts.Span[own];
            for (var i = Math.Max(0, items.Length - MaximumEvents); i < items.Length; i++)
            {
                if (kinds[store.Columns.EventTypes.Span[first + i]] is { } kind && numbers[items[i]] >= 0)
                {
                    list.Add(new ActionEvent(times[i], numbers[items[i]], kind));
                }
            }
        };
    }

    // Whole numbers up to 20 and texts count as they are, other numbers by their order of magnitude.
    private static void AddMetadata(ReadOnlySpan<byte> user, ItemTable? table, List<uint> list)
    {
        if (table is null || !table.IdTable.TryFind(user, out var row))
        {
            return;
        }

        var most = list.Count + ActionFeatures.MaximumMetadata;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            foreach (var value in (table.GetValue(row, column) ?? string.Empty).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
            {
                if (list.Count < most)
                {
                    list.Add(FeatureHash.Of($"{table.Columns[column]}={Coarse(value)}"));
                }
            }
        }
    }

    private static string Coarse(string value)
    {
        var isLarge = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && !(number == Math.Floor(number) && Math.Abs(number) <= 20);
        return isLarge ? string.Create(CultureInfo.InvariantCulture, $"2^{Math.Round(2 * Math.Log2(Math.Abs(number) + 1)) / 2 * Math.Sign(number)}") : value;
    }
}
