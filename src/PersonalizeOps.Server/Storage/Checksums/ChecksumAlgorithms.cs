using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>Names and properties of the checksums.</summary>
internal static class ChecksumAlgorithms
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = Enum.GetValues<ChecksumAlgorithm>();

    /// <summary>Gives the name in S3's API, such as <c>CRC64NVME</c>.</summary>
    public static string ApiName(this ChecksumAlgorithm algorithm) => algorithm.ToString().ToUpperInvariant();

    /// <summary>Gives the name of the header and, in another case, of the XML element that carries the value.</summary>
    public static string HeaderName(this ChecksumAlgorithm algorithm) => "x-amz-checksum-" + algorithm.ToString().ToLowerInvariant();

    /// <summary>Gives the name of the XML element that carries the value, such as <c>ChecksumCRC32C</c>.</summary>
    public static string ElementName(this ChecksumAlgorithm algorithm) => "Checksum" + algorithm.ApiName();

    /// <summary>Tells whether checksums of parts can be combined to the one of the whole.</summary>
    public static bool IsLinear(this ChecksumAlgorithm algorithm) => algorithm <= ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Gives the arithmetic that combines checksums of parts.</summary>
    public static CyclicCheck Arithmetic(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => CyclicCheck.Crc32,
        ChecksumAlgorithm.Crc32C => CyclicCheck.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => CyclicCheck.Crc64Nvme,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Only cyclic checksums have this arithmetic."),
    };

    /// <summary>Gives the length of a value, in bytes.</summary>
    public static int Length(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        _ => 32,
    };

    /// <summary>Finds an algorithm by its name in S3's API, in any case.</summary>
    /// <returns>The algorithm, or null when S3's name is none of ours.</returns>
    public static ChecksumAlgorithm? Find(string name)
    {
        foreach (var algorithm in All)
        {
            if (algorithm.ApiName().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return algorithm;
            }
        }

        return null;
    }
}
