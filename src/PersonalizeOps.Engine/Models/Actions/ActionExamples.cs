using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>
/// What there is to learn from: every time a user was offered an action (viewed it or did not take it), and whether the user took it within the optimization
/// period; and every action taken without an offer in the period before. The user is seen as of that moment.
/// </summary>
internal sealed class ActionExamples
{
    private const long SecondsPerDay = 86_400;
    private readonly IdTable _ids;
    private readonly ActionUsers _users;
    private readonly InteractionStore _interactions;
    private readonly uint[] _hashes;
    private readonly long _period;

    public ActionExamples(IdTable ids, ActionUsers users, InteractionStore interactions, int days)
    {
        _ids = ids;
        _users = users;
        _interactions = interactions;
        _period = days * SecondsPerDay;
        _hashes = new uint[interactions.ItemCount];
        for (var item = 0; item < _hashes.Length; item++)
        {
            _hashes[item] = FeatureHash.Of(interactions.Items.GetUtf8(item));
        }
    }

    public delegate void Reader(in ActionUser user, ActionEvent offer, bool isTaken);

    /// <summary>Reads the examples of one user, oldest first.</summary>
    public void Read(int user, Reader read)
    {
        var events = _users.EventsOf(user);
        if (!_interactions.Users.TryFind(_ids.GetUtf8(user), out var row))
        {
            row = -1;
        }

        Span<uint> window = stackalloc uint[ActionFeatures.ItemWindow];
        for (var i = 0; i < events.Length; i++)
        {
            var isTaken = events[i].Kind == ActionEventKind.Taken;
            if (isTaken && WasOffered(events[..i], events[i]))
            {
                continue;
            }

            var (count, last) = ItemsBefore(row, events[i].Timestamp, window);
            var state = new ActionUser
            {
                Events = events[..i],
                Items = window[..Math.Min(count, window.Length)],
                ItemCount = count,
                LastItem = last,
                Metadata = _users.MetadataOf(user),
            };
            read(state, events[i], isTaken || IsTakenLater(events[(i + 1)..], events[i]));
        }
    }

    private bool WasOffered(ReadOnlySpan<ActionEvent> earlier, ActionEvent taken)
    {
        for (var i = earlier.Length - 1; i >= 0 && earlier[i].Timestamp >= taken.Timestamp - _period; i--)
        {
            if (earlier[i].Action == taken.Action)
            {
                return earlier[i].Kind != ActionEventKind.Taken;
            }
        }

        return false;
    }

    private bool IsTakenLater(ReadOnlySpan<ActionEvent> later, ActionEvent offer)
    {
        for (var i = 0; i < later.Length && later[i].Timestamp <= offer.Timestamp + _period; i++)
        {
            if (later[i].Action == offer.Action && later[i].Kind == ActionEventKind.Taken)
            {
                return true;
            }
        }

        return false;
    }

    private (int Count, long Last) ItemsBefore(int row, long moment, Span<uint> window)
    {
        if (row < 0)
        {
            return (0, long.MinValue);
        }

        var items = _interactions.ItemsOf(row);
        var times = _interactions.TimestampsOf(row);
        var found = times.BinarySearch(moment);
        var count = found < 0 ? ~found : found;
        while (count < times.Length && times[count] <= moment)
        {
            count++; // of several at that moment, the search may find any
        }

        var newest = items[Math.Max(0, count - window.Length)..count];
        for (var i = 0; i < newest.Length; i++)
        {
            window[i] = _hashes[newest[i]];
        }

        return (count, count == 0 ? long.MinValue : times[count - 1]);
    }
}
