using System.Runtime.CompilerServices;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// The newest rows, whose ids have no numbers yet: the memory that tells them was asked for, and is there some rows later.
/// </summary>
internal sealed class PendingRows(IdInterner users, IdInterner items, Action<InteractionRow> add)
{
    private const int Most = 16; // what the processor can ask for while it reads them
    private readonly Row[] _rows = new Row[Most];
    private int _first;
    private int _count;

    /// <summary>Adds a row by the keys of its ids; see <see cref="IdInterner.TryGetKey"/>.</summary>
    public void Add(ulong user, ulong item, long timestamp, float value, byte eventType)
    {
        users.Expect(user);
        items.Expect(item);
        if (_count == Most)
        {
            TakeFirst();
        }

        _rows[(_first + _count++) % Most] = new Row(user, item, timestamp, value, eventType);
    }

    /// <summary>Passes all rows on.</summary>
    public void Clear()
    {
        while (_count > 0)
        {
            TakeFirst();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeFirst()
    {
        var row = _rows[_first];
        (_first, _count) = ((_first + 1) % Most, _count - 1);
        add(new InteractionRow(users.Intern(row.User), items.Intern(row.Item), row.Timestamp, row.Value, row.EventType));
    }

    private readonly record struct Row(ulong User, ulong Item, long Timestamp, float Value, byte EventType);
}
