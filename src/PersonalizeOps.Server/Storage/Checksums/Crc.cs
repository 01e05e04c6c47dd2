namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>The arithmetic of reflected cyclic redundancy checks: the check of a whole from those of its parts.</summary>
internal sealed class Crc
{
    private static readonly Crc Crc32 = new(32, 0xEDB88320);
    private static readonly Crc Crc32C = new(32, 0x82F63B78);
    private static readonly Crc Crc64Nvme = new(64, 0x9A6C9329AC4BC9B5);

    private readonly int _bits;
    private readonly ulong _polynomial;

    private Crc(int bits, ulong reflectedPolynomial) => (_bits, _polynomial) = (bits, reflectedPolynomial);

    /// <summary>Finds the arithmetic of a linear algorithm.</summary>
    public static Crc Of(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Crc32,
        ChecksumAlgorithm.Crc32C => Crc32C,
        ChecksumAlgorithm.Crc64Nvme => Crc64Nvme,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Only cyclic checksums have this arithmetic."),
    };

    /// <summary>Gets the check of two texts in a row from the checks of each.</summary>
    /// <param name="first">The check of the first.</param>
    /// <param name="second">The check of the second.</param>
    /// <param name="secondLength">The length of the second, in bytes.</param>
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
