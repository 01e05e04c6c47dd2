using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PersonalizeOps.Engine.Kernels;

/// <summary>Vectors of 8 values; products of blocks in tiles of four rows by three vectors, which keeps twelve sums in registers.</summary>
internal sealed partial class Vector256Kernel : VectorKernel
{
    private const int Lanes = 8;
    private const int TileColumns = 3 * Lanes;

    public override string Name => "vector256";

    public override void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> target)
    {
        target = target[..source.Length];
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var factors = Vector256.Create(factor);
        var i = 0;
        for (; i <= source.Length - Lanes; i += Lanes)
        {
            var sum = Vector256.FusedMultiplyAdd(factors, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i));
            sum.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < source.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    public override void Mix(float factor, Span<float> target, float scale, ReadOnlySpan<float> source)
    {
        target = target[..source.Length];
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (factors, scales) = (Vector256.Create(factor), Vector256.Create(scale));
        var i = 0;
        for (; i <= source.Length - Lanes; i += Lanes)
        {
            var sum = Vector256.FusedMultiplyAdd(scales, Vector256.LoadUnsafe(ref from, (nuint)i), factors * Vector256.LoadUnsafe(ref to, (nuint)i));
            sum.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < source.Length; i++)
        {
            target[i] = (factor * target[i]) + (scale * source[i]);
        }
    }

    public override void Multiply(ReadOnlySpan<float> factors, Span<float> target)
    {
        target = target[..factors.Length];
        ref var from = ref MemoryMarshal.GetReference(factors);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= factors.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref from, (nuint)i) * Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < factors.Length; i++)
        {
            target[i] *= factors[i];
        }
    }

    public override float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var sums0 = Vector256<float>.Zero;
        var sums1 = Vector256<float>.Zero;
        var i = 0;
        for (; i <= left.Length - (2 * Lanes); i += 2 * Lanes)
        {
            sums0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i), sums0);
            sums1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)(i + Lanes)), Vector256.LoadUnsafe(ref b, (nuint)(i + Lanes)), sums1);
        }

        var sum = Vector256.Sum(sums0 + sums1);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    public override void SubtractProduct(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride)
    {
        CheckBlocks(left, right, target, stride);
        var depth = left.Length / Block;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        ref var c = ref MemoryMarshal.GetReference(target);
        for (var column = 0; column < Block; column += TileColumns)
        {
            for (var row = 0; row < Block; row += 4)
            {
                SubtractTile(ref Unsafe.Add(ref a, row * depth), ref Unsafe.Add(ref b, column), depth, ref Unsafe.Add(ref c, (row * stride) + column), stride);
            }
        }
    }

    private static void SubtractTile(ref float a, ref float b, int depth, ref float c, int stride)
    {
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Block));
            var b1 = Vector256.LoadUnsafe(ref b, (nuint)((k * Block) + Lanes));
            var b2 = Vector256.LoadUnsafe(ref b, (nuint)((k * Block) + (2 * Lanes)));
            var a0 = Vector256.Create(Unsafe.Add(ref a, k));
            s00 = Vector256.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(a0, b1, s01);
            s02 = Vector256.FusedMultiplyAdd(a0, b2, s02);
            var a1 = Vector256.Create(Unsafe.Add(ref a, depth + k));
            s10 = Vector256.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(a1, b1, s11);
            s12 = Vector256.FusedMultiplyAdd(a1, b2, s12);
            var a2 = Vector256.Create(Unsafe.Add(ref a, (2 * depth) + k));
            s20 = Vector256.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(a2, b1, s21);
            s22 = Vector256.FusedMultiplyAdd(a2, b2, s22);
            var a3 = Vector256.Create(Unsafe.Add(ref a, (3 * depth) + k));
            s30 = Vector256.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(a3, b1, s31);
            s32 = Vector256.FusedMultiplyAdd(a3, b2, s32);
        }

        Subtract(ref c, s00, s01, s02);
        Subtract(ref Unsafe.Add(ref c, stride), s10, s11, s12);
        Subtract(ref Unsafe.Add(ref c, 2 * stride), s20, s21, s22);
        Subtract(ref Unsafe.Add(ref c, 3 * stride), s30, s31, s32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ref float c, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2)
    {
        (Vector256.LoadUnsafe(ref c) - s0).StoreUnsafe(ref c);
        (Vector256.LoadUnsafe(ref c, Lanes) - s1).StoreUnsafe(ref c, Lanes);
        (Vector256.LoadUnsafe(ref c, 2 * Lanes) - s2).StoreUnsafe(ref c, 2 * Lanes);
    }
}
