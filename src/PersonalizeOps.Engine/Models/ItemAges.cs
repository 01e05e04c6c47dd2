using System.Globalization;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// When each item was created, in seconds since the Unix epoch: its CREATION_TIMESTAMP, else its oldest interaction, else the newest interaction of all, as the
/// service counts it. Empty where ages are not needed.
/// </summary>
/// <param name="Created">One per item, or none at all.</param>
/// <param name="Latest">The newest interaction.</param>
internal sealed record ItemAges(Column<long> Created, long Latest)
{
    private const string CreationTimestamp = "CREATION_TIMESTAMP";

    public static ItemAges None { get; } = new(new Column<long>([]), 0);

    public static ItemAges Of(IdTable items, InteractionStore? store, ItemTable? table)
    {
        var latest = store?.LatestTimestamp ?? 0;
        var created = new long[items.Count];
        Array.Fill(created, latest);
        AddOldest(created, items, store);
        var column = table?.IndexOf(CreationTimestamp) ?? -1;
        for (var item = 0; item < created.Length && column >= 0; item++)
        {
            if (table!.IdTable.TryFind(items.GetUtf8(item), out var row)
                && double.TryParse(table.GetValue(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var timestamp)
                && double.IsFinite(timestamp))
            {
                created[item] = (long)timestamp;
            }
        }

        return new ItemAges(new Column<long>(created), latest);
    }

    public static ItemAges Read(SectionFile file, int itemCount)
    {
        if (!file.Has("item.created"))
        {
            return None; // models of 0.1.0
        }

        var created = file.Get<long>("item.created");
        var latest = file.Get<long>("latest.interaction").Span;
        return (created.Length == 0 || created.Length == itemCount) && latest.Length == 1
            ? new ItemAges(created, latest[0])
            : throw file.Invalid("its item ages are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("item.created", Created);
        writer.Add("latest.interaction", [Latest]);
    }

    private static void AddOldest(long[] created, IdTable items, InteractionStore? store)
    {
        var oldest = new long[store?.ItemCount ?? 0];
        Array.Fill(oldest, long.MaxValue);
        for (var user = 0; user < (store?.UserCount ?? 0); user++)
        {
            var own = store!.ItemsOf(user);
            var times = store.TimestampsOf(user);
            for (var i = 0; i < own.Length; i++)
            {
                oldest[own[i]] = Math.Min(oldest[own[i]], times[i]);
            }
        }

        for (var item = 0; item < oldest.Length; item++)
        {
            if (items.TryFind(store!.Items.GetUtf8(item), out var position))
            {
                created[position] = oldest[item];
            }
        }
    }
}
