using System.Globalization;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>The actions that can be recommended, with the columns that have a meaning of their own.</summary>
internal sealed class ActionTable
{
    private const int MaximumActions = 1000;
    private const long SecondsPerDay = 86_400;
    private readonly Column<double> _values;
    private readonly Column<long> _expirations;
    private readonly Column<long> _pauses;

    private ActionTable(IdTable ids, Column<double> values, Column<long> expirations, Column<long> pauses)
    {
        Ids = ids;
        _values = values;
        _expirations = expirations;
        _pauses = pauses;
    }

    public IdTable Ids { get; }

    public int Count => Ids.Count;

    /// <summary>Of more than 1,000 actions those without interactions, then those with the newest.</summary>
    public static ActionTable Of(ItemTable table, InteractionStore? interactions)
    {
        var rows = Choose(table.IdTable, interactions);
        var interner = new IdInterner();
        foreach (var row in rows)
        {
            interner.Intern(table.IdTable.GetUtf8(row)); // rows ascend, so numbers keep their order
        }

        return new ActionTable(
            interner.ToTable(out _),
            new Column<double>(Array.ConvertAll(rows, row => Number(table, row, "VALUE") ?? 0)),
            new Column<long>(Array.ConvertAll(rows, row =>
                (long)(Number(table, row, "EXPIRATION_TIMESTAMP") ?? Number(table, row, "ACTION_EXPIRATION_TIMESTAMP") ?? long.MaxValue))),
            new Column<long>(Array.ConvertAll(rows, row => (long)((Number(table, row, "REPEAT_FREQUENCY") ?? 0) * SecondsPerDay))));
    }

    public static ActionTable Read(SectionFile file, IdTable ids)
    {
        var table = new ActionTable(ids, file.Get<double>("action.values"), file.Get<long>("action.expirations"), file.Get<long>("action.pauses"));
        var isConsistent = table._values.Length == ids.Count && table._expirations.Length == ids.Count && table._pauses.Length == ids.Count;
        return isConsistent ? table : throw file.Invalid("its actions are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("action.values", _values);
        writer.Add("action.expirations", _expirations);
        writer.Add("action.pauses", _pauses);
    }

    /// <summary>The business value of an action; 0 where none is given.</summary>
    public double ValueOf(int action) => _values.Span[action];

    public bool IsExpired(int action, long now) => now >= _expirations.Span[action];

    /// <summary>Whether the user interacted with the action too short a time ago to see it again.</summary>
    public bool IsPaused(int action, ReadOnlySpan<ActionEvent> events, long now)
    {
        var pause = _pauses.Span[action];
        for (var i = events.Length - 1; i >= 0 && pause > 0; i--)
        {
            if (events[i].Action == action)
            {
                return now < events[i].Timestamp + pause;
            }
        }

        return false;
    }

    private static int[] Choose(IdTable ids, InteractionStore? interactions)
    {
        var rows = Enumerable.Range(0, ids.Count);
        if (ids.Count <= MaximumActions)
        {
            return [.. rows];
        }

        var newest = new long[ids.Count];
        Array.Fill(newest, long.MaxValue);
        for (var user = 0; user < (interactions?.UserCount ?? 0); user++)
        {
            var actions = interactions!.ItemsOf(user);
            var times = interactions.TimestampsOf(user);
            for (var i = 0; i < actions.Length; i++)
            {
                if (ids.TryFind(interactions.Items.GetUtf8(actions[i]), out var row))
                {
                    newest[row] = newest[row] == long.MaxValue ? times[i] : Math.Max(newest[row], times[i]);
                }
            }
        }

        return [.. rows.OrderByDescending(row => newest[row]).ThenBy(row => row).Take(MaximumActions).Order()];
    }

    private static double? Number(ItemTable table, int row, string column)
    {
        var index = table.IndexOf(column);
        var isNumber = double.TryParse(index < 0 ? null : table.GetValue(row, index), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && double.IsFinite(number) ? number : null;
    }
}
