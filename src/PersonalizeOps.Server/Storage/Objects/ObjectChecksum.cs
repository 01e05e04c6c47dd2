using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>The checksum kept with an object.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Type"><see cref="FullObject"/>, or <see cref="Composite"/> for a checksum of the parts' checksums.</param>
/// <param name="Value">The value in base64; for a composite one with <c>-N</c> behind it.</param>
internal sealed record ObjectChecksum(ChecksumAlgorithm Algorithm, string Type, string Value)
{
    /// <summary>The checksum is of the object's bytes.</summary>
    public const string FullObject = "FULL_OBJECT";

    /// <summary>The checksum is of the parts' checksums.</summary>
    public const string Composite = "COMPOSITE";
}
