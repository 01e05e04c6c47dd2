namespace PersonalizeOps.Data;

/// <summary>The arithmetic of reflected cyclic redundancy checks: the check of a whole from those of its parts.</summary>
public sealed class CyclicCheck
{
    private readonly int _bits;
    private readonly ulong _polynomial;

    private CyclicCheck(int bits, ulong reflectedPolynomial) => (_bits, _polynomial) = (bits, reflectedPolynomial);

    /// <summary>The check of zip files and Ethernet.</summary>
    public static CyclicCheck Crc32 { get; } = new(32, 0xEDB88320);

    /// <summary>The check with Castagnoli's polynomial.</summary>
    public static CyclicCheck Crc32C { get; } = new(32, 0x82F63B78);

    /// <summary>The check that S3 keeps of each object by default.</summary>
    public static CyclicCheck Crc64Nvme { get; } = new(64, 0x9A6C9329AC4BC9B5);

    /// <summary>Gets the check of two texts in a row from the checks of each.</summary>
    /// <param name="first">The check of the first.</param>
    /// <param name="second">The check of the second.</param>
    /// <param name="secondLength">The length of the second, in bytes.</param>
    /// <returns>The check of both.</returns>
    public ulong Combine(ulong first, ulong second, long secondLength) => Multiply(PowerOfX(secondLength), first) ^ second;

    // Products of polynomials modulo this one, with the coefficient of x^0 in the highest bit; the method of zlib's crc32_combine.
    private ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = 1UL << (_bits - 1); bit != 0; bit >>= 1)
        {
            product ^= (left & bit) != 0 ? right : 0;
            right = (right >> 1) ^ ((right & 1) != 0 ? _polynomial : 0);
        }

        return product;
    }

    private ulong PowerOfX(long bytes)
    {
        var square = 1UL << (_bits - 1 - 8);
        var power = 1UL << (_bits - 1);
        for (; bytes != 0; bytes >>= 1)
        {
            power = (bytes & 1) != 0 ? Multiply(square, power) : power;
            square = Multiply(square, square);
        }

        return power;
    }
}
