using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Filters;

/// <summary>A column of metadata over a model's catalogue, in the form its conditions need.</summary>
internal sealed class FilterColumn
{
    private readonly int _length;
    private readonly Dictionary<string, int[]> _byText = [];
    private readonly double[] _numbers = [];

    public FilterColumn(IdTable catalog, ItemTable? table, string field, bool isOfTexts)
    {
        _length = catalog.Count;
        var values = ValuesOf(catalog, table, field);
        if (isOfTexts)
        {
            _byText = Invert(values);
        }
        else
        {
            _numbers = [.. values.Select(FilterNumber.Of)];
        }
    }

    /// <summary>Those that have one of some texts.</summary>
    public Bitmap WithAny(IEnumerable<string> texts)
    {
        var found = new Bitmap(_length);
        foreach (var text in texts)
        {
            foreach (var index in _byText.GetValueOrDefault(text, []))
            {
                found.Set(index);
            }
        }

        return found;
    }

    /// <summary>Those whose number compares with another. An absent number is only unequal.</summary>
    public Bitmap Compared(FilterOperator comparison, double number)
    {
        var found = new Bitmap(_length);
        for (var i = 0; i < _numbers.Length; i++)
        {
            if (comparison.Holds(_numbers[i], number))
            {
                found.Set(i);
            }
        }

        return found;
    }

    private static IEnumerable<string?> ValuesOf(IdTable catalog, ItemTable? table, string field)
    {
        var column = table is null ? -1 : IndexOf(table, field);
        var isId = column < 0 && field.EndsWith("_ID", StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < catalog.Count; i++)
        {
            yield return isId ? catalog.GetString(i)
                : column >= 0 && table!.IdTable.TryFind(catalog.GetUtf8(i), out var row) ? table.GetValue(row, column)
                : null;
        }
    }

    private static int IndexOf(ItemTable table, string field)
    {
        var exact = table.IndexOf(field);
        return exact >= 0 ? exact : table.Columns.ToList().FindIndex(name => name.Equals(field, StringComparison.OrdinalIgnoreCase));
    }

    private static Dictionary<string, int[]> Invert(IEnumerable<string?> values)
    {
        var lists = new Dictionary<string, List<int>>();
        var index = 0;
        foreach (var value in values)
        {
            foreach (var text in FilterTexts.Split(value))
            {
                if (!lists.TryGetValue(text, out var list))
                {
                    lists[text] = list = [];
                }

                list.Add(index);
            }

            index++;
        }

        return lists.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }
}
