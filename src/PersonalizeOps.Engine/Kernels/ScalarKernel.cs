namespace PersonalizeOps.Engine.Kernels;

/// <summary>Plain loops: complete, for machines without wide vectors, and the reference of the others.</summary>
internal sealed partial class ScalarKernel : VectorKernel
{
    public override string Name => "scalar";

    public override void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> target)
    {
        target = target[..source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    public override void Mix(float factor, Span<float> target, float scale, ReadOnlySpan<float> source)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = (factor * target[i]) + (scale * source[i]);
        }
    }

    public override void Multiply(ReadOnlySpan<float> factors, Span<float> target)
    {
        target = target[..factors.Length];
        for (var i = 0; i < factors.Length; i++)
        {
            target[i] *= factors[i];
        }
    }

    public override float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    public override void SubtractProduct(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride)
    {
        CheckBlocks(left, right, target, stride);
        var depth = left.Length / Block;
        for (var row = 0; row < Block; row++)
        {
            var values = target.Slice(row * stride, Block);
            for (var k = 0; k < depth; k++)
            {
                AddScaled(-left[(row * depth) + k], right.Slice(k * Block, Block), values);
            }
        }
    }
}
