using System.Runtime.CompilerServices;

namespace PersonalizeOps.Engine.Kernels;

/// <summary>Values that start at a cache line, so that no aligned vector lies across two. Zero at first.</summary>
internal sealed unsafe class AlignedMemory
{
    private const int Line = 64;
    private readonly float[] _array;
    private readonly int _start;

    public AlignedMemory(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + (Line / sizeof(float)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)((Line - (address % Line)) % Line / sizeof(float));
    }

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);
}
