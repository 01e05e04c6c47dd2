namespace PersonalizeOps.Engine.Interactions;

/// <summary>A column of values, either in an array or in a mapped file; the reader need not know which.</summary>
internal readonly unsafe struct Column<T>
    where T : unmanaged
{
    private readonly T[]? _array;
    private readonly T* _pointer;
    private readonly int _length;

    public Column(T[] array)
    {
        _array = array;
        _length = array.Length;
    }

    public Column(void* pointer, int length)
    {
        _pointer = (T*)pointer;
        _length = length;
    }

    public int Length => _length;

    public ReadOnlySpan<T> Span => _array is null ? new ReadOnlySpan<T>(_pointer, _length) : _array;

    /// <summary>The same values in memory of their own, so that they outlive a mapped file.</summary>
    public Column<T> Detach() => new(_array ?? Span.ToArray());
}
