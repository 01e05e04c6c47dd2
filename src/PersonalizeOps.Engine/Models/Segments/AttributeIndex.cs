using System.Globalization;
using System.Text;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Segments;

/// <summary>
/// For every value of every metadata column, split at "|", the items that have it. Numbers are also found by their shortest text, so that 4.50 is 4.5.
/// Values of more than 1,000 bytes, such as long descriptions, are left out.
/// </summary>
internal sealed class AttributeIndex
{
    private const int MaximumBytes = 1000;
    private const char Separator = '|';
    private const string NumberMark = "#";
    private const string TextMark = "=";
    private readonly IdTable _keys; // column in upper case, mark, value
    private readonly Column<int> _starts;
    private readonly Column<int> _items;

    private AttributeIndex(string[] columns, IdTable keys, Column<int> starts, Column<int> items)
    {
        Columns = columns;
        _keys = keys;
        _starts = starts;
        _items = items;
    }

    /// <summary>The columns, in upper case.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of different values of all columns.</summary>
    public int Count => _keys.Count;

    public static AttributeIndex Of(IdTable items, ItemTable table)
    {
        var columns = table.Columns.Select(column => column.ToUpperInvariant()).ToArray();
        var interner = new IdInterner(IdInterner.MaximumTextLength);
        var lists = new List<List<int>>();
        for (var item = 0; item < items.Count; item++)
        {
            if (table.IdTable.TryFind(items.GetUtf8(item), out var row))
            {
                foreach (var key in KeysOf(table, row, columns))
                {
                    Add(lists, interner.Intern(key), item);
                }
            }
        }

        var keys = interner.ToTable(out var positions);
        var ordered = new List<int>[lists.Count];
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[positions[i]] = lists[i];
        }

        var starts = new int[ordered.Length + 1];
        for (var i = 0; i < ordered.Length; i++)
        {
            starts[i + 1] = starts[i] + ordered[i].Count;
        }

        return new AttributeIndex(columns, keys, new Column<int>(starts), new Column<int>([.. ordered.SelectMany(list => list)]));
    }

    public static AttributeIndex Read(SectionFile file, int itemCount)
    {
        var columns = file.GetText("attribute.columns").Split('\0');
        var keys = IdTable.Read(file, "attribute.keys");
        var starts = file.Get<int>("attribute.starts");
        var items = file.Get<int>("attribute.items");
        var isConsistent = starts.Length == keys.Count + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == items.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var key = 0; isConsistent && key < keys.Count; key++)
        {
            isConsistent = starts.Span[key] <= starts.Span[key + 1];
        }

        return isConsistent ? new AttributeIndex(columns, keys, starts, items) : throw file.Invalid("its item attributes are inconsistent");
    }

    /// <summary>The shortest text of a number; null when the text is none.</summary>
    public static string? NumberText(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;

    public void Write(SectionFileWriter writer)
    {
        writer.Add("attribute.columns", string.Join('\0', Columns));
        _keys.Write(writer, "attribute.keys");
        writer.Add("attribute.starts", _starts);
        writer.Add("attribute.items", _items);
    }

    /// <summary>The items that have a value, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int value) => _items.Span[_starts.Span[value].._starts.Span[value + 1]];

    /// <summary>Whether a value is a text, and not the second entry of a number.</summary>
    public bool IsText(int value) => _keys.GetUtf8(value).IndexOf((byte)TextMark[0]) is var text and >= 0
        && _keys.GetUtf8(value).IndexOf((byte)NumberMark[0]) is var number && (number < 0 || text < number);

    /// <summary>The items that have all attributes, ascending.</summary>
    /// <exception cref="ItemAttributesException">There is no such column.</exception>
    public int[] Find(IReadOnlyList<ItemAttribute> attributes)
    {
        var common = Find(attributes[0]).ToArray();
        foreach (var attribute in attributes.Skip(1))
        {
            var own = Find(attribute).ToArray();
            common = Array.FindAll(common, item => Array.BinarySearch(own, item) >= 0);
        }

        return common;
    }

    private ReadOnlySpan<int> Find(ItemAttribute attribute)
    {
        var column = attribute.Column.ToUpperInvariant();
        if (!Columns.Contains(column))
        {
            throw new ItemAttributesException(
                $"the items have no column '{attribute.Column}', they have {string.Join(", ", Columns)}",
                attribute.Position);
        }

        return _keys.TryFind(column + (attribute.IsNumber ? NumberMark : TextMark) + attribute.Value, out var key) ? ItemsOf(key) : [];
    }

    private static IEnumerable<byte[]> KeysOf(ItemTable table, int row, string[] columns)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            foreach (var value in (table.GetValue(row, column) ?? string.Empty).Split(Separator, StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                if (value.Length <= MaximumBytes && Encoding.UTF8.GetByteCount(value) <= MaximumBytes && !value.Contains('\0'))
                {
                    yield return Encoding.UTF8.GetBytes(columns[column] + TextMark + value);
                    if (NumberText(value) is { } number)
                    {
                        yield return Encoding.UTF8.GetBytes(columns[column] + NumberMark + number);
                    }
                }
            }
        }
    }

    private static void Add(List<List<int>> lists, int key, int item)
    {
        if (key == lists.Count)
        {
            lists.Add([]);
        }

        // "4.5|4.50" are two values and one number.
        if (lists[key].Count == 0 || lists[key][^1] != item)
        {
            lists[key].Add(item);
        }
    }
}
