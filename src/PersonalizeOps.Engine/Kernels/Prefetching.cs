using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace PersonalizeOps.Engine.Kernels;

/// <summary>Asks the processor to bring memory near before it is read; does nothing where .NET has no instruction for that.</summary>
internal static unsafe class Prefetching
{
    private const int CacheLine = 64;

    /// <summary>Asks for values that will be read soon.</summary>
    public static void Ask<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            ref var first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));
            for (var at = 0; at < values.Length * sizeof(T); at += CacheLine)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, at)));
            }
        }
    }

    /// <summary>Asks for rows that will be read a while later; they come less near, so that they do not push out what is needed first.</summary>
    /// <param name="values">The rows to choose from, one after the other.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="indices">Which rows.</param>
    public static void AskRows(ReadOnlySpan<float> values, int width, ReadOnlySpan<int> indices)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        ref var first = ref MemoryMarshal.GetReference(values);
        foreach (var index in indices)
        {
            ref var row = ref Unsafe.Add(ref first, (nint)index * width);
            for (var at = 0; at < width; at += CacheLine / sizeof(float))
            {
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref row, at)));
            }
        }
    }
}
