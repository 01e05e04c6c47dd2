namespace PersonalizeOps.Engine.Interactions;

/// <summary>For every item, the places where it occurs: positions of users in some histories, ascending.</summary>
internal sealed class Postings
{
    private readonly Column<int> _starts;
    private readonly Column<int> _users;

    private Postings(Column<int> starts, Column<int> users)
    {
        _starts = starts;
        _users = users;
    }

    /// <summary>The users who interacted with an item, each once, ascending.</summary>
    public ReadOnlySpan<int> this[int item] => _users.Span[_starts.Span[item].._starts.Span[item + 1]];

    public static Postings Of(Histories histories)
    {
        var counts = histories.CountUsers();
        var starts = new int[counts.Length + 1];
        for (var item = 0; item < counts.Length; item++)
        {
            starts[item + 1] = starts[item] + counts[item];
        }

        var users = new int[starts[^1]];
        var next = starts.AsSpan(0, counts.Length).ToArray();
        for (var user = 0; user < histories.Count; user++)
        {
            foreach (var item in histories[user])
            {
                if (next[item] == starts[item] || users[next[item] - 1] != user)
                {
                    users[next[item]++] = user;
                }
            }
        }

        return new Postings(new Column<int>(starts), new Column<int>(users));
    }

    /// <summary>The other way round: for every user the items, each once, ascending.</summary>
    public Postings Transpose(int userCount)
    {
        var starts = new int[userCount + 1];
        foreach (var user in _users.Span)
        {
            starts[user + 1]++;
        }

        for (var user = 0; user < userCount; user++)
        {
            starts[user + 1] += starts[user];
        }

        var items = new int[_users.Length];
        var next = starts.AsSpan(0, userCount).ToArray();
        for (var item = 0; item < _starts.Length - 1; item++)
        {
            foreach (var user in this[item])
            {
                items[next[user]++] = item;
            }
        }

        return new Postings(new Column<int>(starts), new Column<int>(items));
    }

    public static Postings Read(SectionFile file, string name, int itemCount, int userCount)
    {
        var postings = new Postings(file.Get<int>(name + ".starts"), file.Get<int>(name + ".users"));
        var starts = postings._starts.Span;
        var users = postings._users.Span;
        var isConsistent = starts.Length == itemCount + 1
            && starts[0] == 0
            && starts[^1] == users.Length
            && (users.IsEmpty || !users.ContainsAnyExceptInRange(0, userCount - 1));
        for (var item = 0; isConsistent && item < itemCount; item++)
        {
            isConsistent = starts[item] <= starts[item + 1];
        }

        return isConsistent ? postings : throw file.Invalid($"its postings '{name}' are inconsistent");
    }

    public void Write(SectionFileWriter writer, string name)
    {
        writer.Add(name + ".starts", _starts);
        writer.Add(name + ".users", _users);
    }
}
