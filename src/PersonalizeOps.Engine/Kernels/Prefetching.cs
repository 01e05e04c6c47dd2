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
}
