namespace PersonalizeOps.Engine.Interactions;

/// <summary>The own columns of a store while it is being built: every different text of a column is kept once, rows hold its number.</summary>
internal sealed class MetadataRows
{
    private const int ChunkBits = 16;
    private const int ChunkSize = InteractionRows.ChunkSize;
    private readonly string[] _names;
    private readonly IdInterner[] _values;
    private readonly List<int[]>[] _codes;
    private int _position;

    public MetadataRows(string[] names)
    {
        _names = names;
        _values = Array.ConvertAll(names, _ => new IdInterner(IdInterner.MaximumTextLength));
        _codes = Array.ConvertAll(names, _ => new List<int[]>());
    }

    public int ColumnCount => _names.Length;

    /// <summary>Begins a row in which every value is absent.</summary>
    /// <param name="position">The row's position, greater than all before.</param>
    public void AddRow(int position)
    {
        foreach (var chunks in _codes)
        {
            if (chunks.Count <= position >> ChunkBits)
            {
                chunks.Add(new int[ChunkSize]);
            }

            chunks[^1][position & (ChunkSize - 1)] = MetadataColumn.Absent;
        }

        _position = position;
    }

    /// <summary>Sets a value of the newest row.</summary>
    public void Set(int column, ReadOnlySpan<byte> value) =>
        _codes[column][^1][_position & (ChunkSize - 1)] = value.IsEmpty ? MetadataColumn.Absent : _values[column].Intern(value);

    /// <summary>Takes over the rows of another; their positions come after those that whole chunks of own rows have.</summary>
    public void Adopt(MetadataRows other)
    {
        for (var column = 0; column < _codes.Length; column++)
        {
            var numbers = _values[column].InternAll(other._values[column]);
            Parallel.ForEach(other._codes[column], chunk =>
            {
                foreach (ref var code in chunk.AsSpan())
                {
                    code = (uint)code < (uint)numbers.Length ? numbers[code] : code;
                }
            });
            _codes[column].AddRange(other._codes[column]);
        }
    }

    /// <summary>Whether two rows have the same values.</summary>
    public bool IsSame(int left, int right)
    {
        for (var column = 0; column < _codes.Length; column++)
        {
            if (CodeOf(left, column) != CodeOf(right, column))
            {
                return false;
            }
        }

        return true;
    }

    public int HashOf(int row)
    {
        var hash = default(HashCode);
        for (var column = 0; column < _codes.Length; column++)
        {
            hash.Add(CodeOf(row, column));
        }

        return hash.ToHashCode();
    }

    /// <summary>The columns of a choice of the rows.</summary>
    public MetadataColumn[] ToColumns(ReadOnlySpan<int> rows)
    {
        var columns = new MetadataColumn[_names.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            var values = _values[column].ToTable(out var positions);
            var codes = new int[rows.Length];
            for (var i = 0; i < codes.Length; i++)
            {
                var code = CodeOf(rows[i], column);
                codes[i] = code == MetadataColumn.Absent ? code : positions[code];
            }

            columns[column] = new MetadataColumn(_names[column], new Column<int>(codes), values);
        }

        return columns;
    }

    private int CodeOf(int row, int column) => _codes[column][row >> ChunkBits][row & (ChunkSize - 1)];
}
