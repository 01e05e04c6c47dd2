using System.Text;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>The metadata of items: one text, possibly absent, per item and column. Reading is thread-safe.</summary>
public sealed class ItemTable : IDisposable
{
    private const string FileKind = "items";
    private const int Absent = int.MinValue;
    private readonly SectionFile? _file;
    private readonly IdTable _ids;
    private readonly Column<byte>[] _bytes;
    private readonly Column<int>[] _ends; // of each value; an absent one has its end's sign bit set
    private bool _isDisposed;

    internal ItemTable(string[] columns, IdTable ids, Column<byte>[] bytes, Column<int>[] ends)
    {
        Columns = columns;
        _ids = ids;
        _bytes = bytes;
        _ends = ends;
    }

    private ItemTable(SectionFile file)
    {
        _file = file;
        var names = file.GetText("columns");
        Columns = names.Length == 0 ? [] : names.Split('\0');
        _ids = IdTable.Read(file, "item.ids");
        _bytes = new Column<byte>[Columns.Count];
        _ends = new Column<int>[Columns.Count];
        for (var i = 0; i < Columns.Count; i++)
        {
            _bytes[i] = file.Get<byte>($"column.{i}.bytes");
            _ends[i] = file.Get<int>($"column.{i}.ends");
            Validate(file, i);
        }
    }

    /// <summary>The same rows with only some of the columns; good while this table is, and needs no disposal of its own.</summary>
    /// <param name="isWanted">Tells whether a column is wanted.</param>
    /// <returns>The table.</returns>
    public ItemTable Select(Func<string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        int[] wanted = [.. Enumerable.Range(0, Columns.Count).Where(column => isWanted(Columns[column]))];
        return new ItemTable(
            [.. wanted.Select(column => Columns[column])],
            _ids,
            [.. wanted.Select(column => _bytes[column])],
            [.. wanted.Select(column => _ends[column])]);
    }

    /// <summary>The names of the metadata columns, in the order of the values.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of items.</summary>
    public int Count => _ids.Count;

    /// <summary>The ids of all items, numeric ids by value, then all others by their bytes.</summary>
    public IEnumerable<string> Ids
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                yield return _ids.GetString(i);
            }
        }
    }

    internal IdTable IdTable => _ids;

    /// <summary>Opens a table that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The table; dispose it to release the file.</returns>
    /// <exception cref="StoreFormatException">The file is foreign, cut short, damaged or of a newer version.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ItemTable Open(string path)
    {
        var file = SectionFile.Open(path, kind => kind == FileKind);
        try
        {
            return new ItemTable(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the table: aside, flushed to the disk, then renamed.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var writer = new SectionFileWriter();
        writer.Add("columns", string.Join('\0', Columns));
        _ids.Write(writer, "item.ids");
        for (var i = 0; i < Columns.Count; i++)
        {
            writer.Add($"column.{i}.bytes", _bytes[i]);
            writer.Add($"column.{i}.ends", _ends[i]);
        }

        writer.Save(path, FileKind);
    }

    /// <summary>Whether the table has an item.</summary>
    /// <param name="itemId">The id.</param>
    /// <returns>True when it has.</returns>
    public bool Contains(string itemId)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _ids.TryFind(itemId, out _);
    }

    /// <summary>The value of an item in a column.</summary>
    /// <param name="itemId">The id.</param>
    /// <param name="column">The column's name, compared ordinally.</param>
    /// <returns>The text; null when it is absent or there is no such item or column.</returns>
    public string? GetValue(string itemId, string column)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var index = IndexOf(column);
        return index >= 0 && _ids.TryFind(itemId, out var item) ? GetValue(item, index) : null;
    }

    /// <summary>Releases the mapped file, if there is one.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file?.Dispose();
    }

    internal static int EncodeEnd(int end, bool isAbsent) => isAbsent ? end | Absent : end;

    internal int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
            {
                return i;
            }
        }

        return -1;
    }

    internal string? GetValue(int item, int column)
    {
        var ends = _ends[column].Span;
        var start = item == 0 ? 0 : ends[item - 1] & ~Absent;
        return ends[item] < 0 ? null : Encoding.UTF8.GetString(_bytes[column].Span[start..ends[item]]);
    }

    private void Validate(SectionFile file, int column)
    {
        var last = 0;
        var isConsistent = _ends[column].Length == Count;
        foreach (var end in _ends[column].Span)
        {
            isConsistent &= (end & ~Absent) >= last;
            last = end & ~Absent;
        }

        if (!isConsistent || last > _bytes[column].Length)
        {
            throw file.Invalid($"its column '{Columns[column]}' is inconsistent");
        }
    }
}
