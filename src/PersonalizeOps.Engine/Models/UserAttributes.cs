using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Models;

/// <summary>What the metadata of users without interactions says of the items they may like.</summary>
internal sealed class UserAttributes
{
    private readonly AttributeLifts _lifts;
    private readonly IdTable _users;
    private readonly Column<int> _starts;
    private readonly Column<int> _values;
    private readonly float _weight;

    private UserAttributes(AttributeLifts lifts, IdTable users, Column<int> starts, Column<int> values, float weight)
    {
        _lifts = lifts;
        _users = users;
        _starts = starts;
        _values = values;
        _weight = weight;
    }

    /// <summary>Keeps the values of the users the catalog does not know.</summary>
    /// <param name="lifts">What values say.</param>
    /// <param name="weight">How much they count; 0 keeps nothing.</param>
    /// <param name="table">The users; null for none.</param>
    /// <param name="known">The users with interactions.</param>
    public static UserAttributes Of(AttributeLifts lifts, float weight, ItemTable? table, IdTable known)
    {
        var (rows, starts, values) = (new List<int>(), new List<int> { 0 }, new List<int>());
        var source = weight == 0 || table is null ? null : new MetadataValues(table);
        for (var row = 0; source is not null && row < table!.Count; row++)
        {
            if (known.TryFind(table.IdTable.GetUtf8(row), out _))
            {
                continue;
            }

            foreach (var key in source.Of(row))
            {
                if (lifts.TryFind(key, out var value))
                {
                    values.Add(value);
                }
            }

            rows.Add(row);
            starts.Add(values.Count);
        }

        var users = table is null ? IdTable.Empty : table.IdTable.Select(rows);
        return new UserAttributes(lifts, users, new Column<int>([.. starts]), new Column<int>([.. values]), weight);
    }

    public static UserAttributes Read(SectionFile file, Column<int> userCounts)
    {
        var lifts = AttributeLifts.Read(file, "user.lifts", userCounts);
        var users = IdTable.Read(file, "cold.users");
        var starts = file.Get<int>("cold.user.starts");
        var values = file.Get<int>("cold.user.values");
        var weight = file.Get<float>("cold.user.weight").Span;
        var isConsistent = weight.Length == 1
            && starts.Length == users.Count + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == values.Length
            && (values.Length == 0 || !values.Span.ContainsAnyExceptInRange(0, lifts.Count - 1));
        for (var user = 0; isConsistent && user < users.Count; user++)
        {
            isConsistent = starts.Span[user] <= starts.Span[user + 1];
        }

        return isConsistent ? new UserAttributes(lifts, users, starts, values, weight[0]) : throw file.Invalid("its users' metadata is inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        _lifts.Write(writer, "user.lifts");
        _users.Write(writer, "cold.users");
        writer.Add("cold.user.starts", _starts);
        writer.Add("cold.user.values", _values);
        writer.Add("cold.user.weight", [_weight]);
    }

    /// <summary>Adds what the user's metadata says to logarithms of shares.</summary>
    /// <returns>Whether it says anything.</returns>
    public bool AddTo(Span<float> scores, string? userId)
    {
        if (userId is null || !_users.TryFind(userId, out var user))
        {
            return false;
        }

        var values = _values.Span[_starts.Span[user].._starts.Span[user + 1]];
        foreach (var value in values)
        {
            _lifts.AddTo(scores, value, _weight);
        }

        return values.Length > 0;
    }
}
