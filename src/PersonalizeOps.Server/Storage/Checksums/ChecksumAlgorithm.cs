namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>The checksums S3 keeps with an object.</summary>
internal enum ChecksumAlgorithm
{
    /// <summary>CRC-32 as in zip files.</summary>
    Crc32,

    /// <summary>CRC-32 with Castagnoli's polynomial.</summary>
    Crc32C,

    /// <summary>CRC-64 of the NVM Express specification.</summary>
    Crc64Nvme,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-256.</summary>
    Sha256,
}
