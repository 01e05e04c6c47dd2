namespace PersonalizeOps.Data;

/// <summary>Keeps the smallest of many line numbers.</summary>
internal sealed class FirstLines(int maximum)
{
    private readonly List<long> _lines = [];

    /// <summary>The lines in ascending order.</summary>
    public IReadOnlyList<long> Lines => _lines;

    public void Add(long line)
    {
        if (_lines.Count == maximum && (maximum == 0 || line >= _lines[^1]))
            return;
        var index = _lines.BinarySearch(line);
        _lines.Insert(index < 0 ? ~index : index, line);
        if (_lines.Count > maximum)
            _lines.RemoveAt(maximum);
    }
}
