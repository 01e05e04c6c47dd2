using System.Text;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>The ids of users or items: number to text and back, in <see cref="IdOrder"/>.</summary>
internal sealed class IdTable(Column<byte> bytes, Column<int> ends)
{
    private readonly Column<byte> _bytes = bytes;
    private readonly Column<int> _ends = ends;

    public int Count => _ends.Length;

    public static IdTable Empty { get; } = new(new Column<byte>([]), new Column<int>([]));

    public static IdTable Read(SectionFile file, string name)
    {
        var table = new IdTable(file.Get<byte>(name + ".bytes"), file.Get<int>(name + ".ends"));
        table.Validate(file, name);
        return table;
    }

    public void Write(SectionFileWriter writer, string name)
    {
        writer.Add(name + ".bytes", _bytes);
        writer.Add(name + ".ends", _ends);
    }

    /// <summary>The same ids in memory of their own.</summary>
    public IdTable Detach() => new(_bytes.Detach(), _ends.Detach());

    /// <summary>Some of the ids, in memory of their own.</summary>
    /// <param name="indexes">Which, ascending.</param>
    public IdTable Select(IReadOnlyList<int> indexes)
    {
        using var bytes = new MemoryStream();
        var ends = new int[indexes.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            bytes.Write(GetUtf8(indexes[i]));
            ends[i] = checked((int)bytes.Length);
        }

        return new IdTable(new Column<byte>(bytes.ToArray()), new Column<int>(ends));
    }

    /// <summary>The ids of both tables, in memory of their own.</summary>
    /// <param name="other">The other table.</param>
    /// <param name="positions">Where the ids of this table are in the result, ascending.</param>
    public IdTable Union(IdTable other, out int[] positions)
    {
        positions = new int[Count];
        using var bytes = new MemoryStream();
        var ends = new List<int>(Count);
        for (var (own, others) = (0, 0); own < Count || others < other.Count;)
        {
            var order = own == Count ? 1 : others == other.Count ? -1 : IdOrder.Compare(GetUtf8(own), other.GetUtf8(others));
            bytes.Write(order <= 0 ? GetUtf8(own) : other.GetUtf8(others));
            if (order <= 0)
            {
                positions[own++] = ends.Count;
            }

            others += order >= 0 ? 1 : 0;
            ends.Add(checked((int)bytes.Length));
        }

        return new IdTable(new Column<byte>(bytes.ToArray()), new Column<int>([.. ends]));
    }

    public ReadOnlySpan<byte> GetUtf8(int index)
    {
        var ends = _ends.Span;
        var start = index == 0 ? 0 : ends[index - 1];
        return _bytes.Span[start..ends[index]];
    }

    public string GetString(int index) => Encoding.UTF8.GetString(GetUtf8(index));

    public bool TryFind(string id, out int index)
    {
        const int OnStack = 1024;
        var length = Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> buffer = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        return TryFind(buffer[..Encoding.UTF8.GetBytes(id, buffer)], out index);
    }

    public bool TryFind(ReadOnlySpan<byte> id, out int index)
    {
        var low = 0;
        var high = Count - 1;
        while (low <= high)
        {
            index = low + ((high - low) / 2);
            var order = IdOrder.Compare(GetUtf8(index), id);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (index + 1, high) : (low, index - 1);
        }

        index = -1;
        return false;
    }

    private void Validate(SectionFile file, string name)
    {
        var last = 0;
        foreach (var end in _ends.Span)
        {
            if (end <= last || end > _bytes.Length)
            {
                throw file.Invalid($"its ids '{name}' are inconsistent");
            }

            last = end;
        }

        for (var i = 1; i < Count; i++)
        {
            if (IdOrder.Compare(GetUtf8(i - 1), GetUtf8(i)) >= 0)
            {
                throw file.Invalid($"its ids '{name}' are not in order");
            }
        }
    }
}
