using System.Text;
using System.Text.Unicode;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>Numbers event types in the order of their first occurrence; number 0 is none.</summary>
internal sealed class EventTypeInterner
{
    private readonly List<(byte[] Name, int Part)> _types = [([], 0)];
    private byte _last;

    public string[] Names => [.. _types.Select(type => Encoding.UTF8.GetString(type.Name))];

    /// <summary>The number of the part of the data that is being read; types of several parts are ordered by it.</summary>
    public int Part { get; set; }

    public byte Intern(ReadOnlySpan<byte> name)
    {
        if (!_types[_last].Name.AsSpan().SequenceEqual(name))
        {
            _last = Find(name) ?? Add(name);
        }

        return _last;
    }

    /// <summary>Takes over the types that others met in parts of the same data.</summary>
    /// <param name="others">The others.</param>
    /// <param name="numbers">For each of the others, what its numbers are here.</param>
    /// <returns>False when there would be too many; nothing is changed then.</returns>
    public bool TryAdd(IReadOnlyList<EventTypeInterner> others, out byte[][] numbers)
    {
        numbers = [];
        var names = others.SelectMany(other => other._types).OrderBy(type => type.Part).Select(type => type.Name).ToList();
        if (_types.Count + names.Where(name => Find(name) is null).Select(Encoding.UTF8.GetString).Distinct().Count() > byte.MaxValue + 1)
        {
            return false;
        }

        names.ForEach(name => Intern(name));
        numbers = [.. others.Select(other => other._types.Select(type => Intern(type.Name)).ToArray())];
        return true;
    }

    private byte? Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _types.Count; i++)
        {
            if (_types[i].Name.AsSpan().SequenceEqual(name))
            {
                return (byte)i;
            }
        }

        return null;
    }

    private byte Add(ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)0) || !Utf8.IsValid(name))
        {
            throw new ArgumentException("An event type must be valid UTF-8 without zero characters.", nameof(name));
        }

        if (_types.Count > byte.MaxValue)
        {
            throw new ArgumentException($"There are more than {byte.MaxValue} different event types.", nameof(name));
        }

        _types.Add((name.ToArray(), Part));
        return (byte)(_types.Count - 1);
    }
}
