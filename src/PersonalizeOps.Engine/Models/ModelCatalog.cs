using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models;

/// <summary>What every model knows besides its recipe's own numbers: items, users, who interacted with what.</summary>
internal sealed class ModelCatalog
{
    /// <summary>Repeats are rare when fewer than this share of interactions are with an item the user had before.</summary>
    private const double RareRepeats = 0.02;

    private ModelCatalog(IdTable items, Column<int> userCounts, IdTable users, Histories histories, bool leavesOutSeen)
    {
        Items = items;
        UserCounts = userCounts;
        Users = users;
        Histories = histories;
        LeavesOutSeen = leavesOutSeen;
        UnusedItems = [.. Enumerable.Range(0, userCounts.Length).Where(item => userCounts.Span[item] == 0)];
    }

    public IdTable Items { get; }

    /// <summary>
    /// For every item, its number of different users in training; 0 for one with metadata only, which is not recommended but for its metadata.
    /// </summary>
    public Column<int> UserCounts { get; }

    /// <summary>The items without users in training.</summary>
    public IReadOnlyList<int> UnusedItems { get; }

    public IdTable Users { get; }

    public Histories Histories { get; }

    /// <summary>Whether items of the user's history are not recommended: true for data in which users hardly ever repeat an item.</summary>
    public bool LeavesOutSeen { get; }

    /// <summary>When each item was created.</summary>
    public ItemAges Ages { get; private init; } = ItemAges.None;

    /// <summary>A catalogue for serving, independent of the store: its items, and those that have metadata only.</summary>
    public static ModelCatalog ForServing(InteractionStore store, ItemTable? items)
    {
        var histories = Histories.From(store);
        if (items is null)
        {
            histories = histories.Detach();
            return Create(store.Items.Detach(), store.Users.Detach(), histories, histories, ItemAges.Of(store.Items, store, null));
        }

        var all = store.Items.Union(items.IdTable, out var positions);
        var renumbered = histories.Renumber(positions, all.Count);
        return Create(all, store.Users.Detach(), renumbered, renumbered, ItemAges.Of(all, store, items));
    }

    /// <summary>A catalogue for serving newer data with a model trained before: its items, and all those of the data.</summary>
    /// <param name="trained">The catalogue of the model.</param>
    /// <param name="store">The interactions.</param>
    /// <param name="items">The metadata of items; may be null.</param>
    /// <param name="positions">For every item of the model, its number in the new catalogue.</param>
    public static ModelCatalog ForUpdate(ModelCatalog trained, InteractionStore store, ItemTable? items, out int[] positions)
    {
        var known = items is null ? store.Items : store.Items.Union(items.IdTable, out _);
        var all = trained.Items.Union(known, out positions);
        store.Items.Union(all, out var storePositions);
        var renumbered = Histories.From(store).Renumber(storePositions, all.Count);
        return Create(all, store.Users.Detach(), renumbered, renumbered, ItemAges.Of(all, store, items));
    }

    /// <summary>The same catalogue without users and their histories.</summary>
    public ModelCatalog WithoutUsers() => new(Items, UserCounts, IdTable.Empty, Histories.Empty(Items.Count), LeavesOutSeen);

    /// <summary>The same catalogue with other numbers of users.</summary>
    public ModelCatalog With(Column<int> userCounts) => new(Items, userCounts, Users, Histories, LeavesOutSeen) { Ages = Ages };

    /// <summary>A catalogue for evaluation: it knows no users, and is good while the store is.</summary>
    public static ModelCatalog ForEvaluation(InteractionStore store, Histories training) =>
        Create(store.Items, IdTable.Empty, training, Histories.Empty(store.ItemCount), ItemAges.None);

    /// <summary>A catalogue of actions instead of items.</summary>
    /// <param name="actions">The actions.</param>
    /// <param name="takers">For every action, the number of different users who took it.</param>
    /// <param name="users">All users of whom something is known.</param>
    /// <param name="ages">When each action was created.</param>
    public static ModelCatalog ForActions(IdTable actions, int[] takers, IdTable users, ItemAges ages)
    {
        var none = new Histories(new Column<int>(new int[users.Count + 1]), new Column<int>([]), actions.Count);
        return new ModelCatalog(actions, new Column<int>(takers), users, none, leavesOutSeen: false) { Ages = ages };
    }

    public static ModelCatalog Read(SectionFile file)
    {
        var items = IdTable.Read(file, "item.ids");
        var users = IdTable.Read(file, "users");
        var histories = Histories.Read(file, "histories", items.Count);
        var counts = file.Get<int>("item.users");
        if (counts.Length != items.Count || histories.Count != users.Count)
        {
            throw file.Invalid("its catalogue is inconsistent");
        }

        return new ModelCatalog(items, counts, users, histories, file.Get<byte>("leaves.out.seen").Span is [1])
        {
            Ages = ItemAges.Read(file, items.Count),
        };
    }

    public void Write(SectionFileWriter writer)
    {
        Items.Write(writer, "item.ids");
        Users.Write(writer, "users");
        Histories.Write(writer, "histories");
        writer.Add("item.users", UserCounts);
        writer.Add("leaves.out.seen", [(byte)(LeavesOutSeen ? 1 : 0)]);
        Ages.Write(writer);
    }

    private static ModelCatalog Create(IdTable items, IdTable users, Histories training, Histories known, ItemAges ages)
    {
        var counts = training.CountUsers();
        var repeats = 1 - (counts.Sum(count => (double)count) / Math.Max(1, training.InteractionCount));
        return new ModelCatalog(items, new Column<int>(counts), users, known, repeats < RareRepeats) { Ages = ages };
    }
}
