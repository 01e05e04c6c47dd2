using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>An object in a list.</summary>
internal static class ListedObject
{
    /// <summary>Makes its element.</summary>
    public static XElement Element(ObjectInfo info, bool encode, bool withOwner) => new(
        "Contents",
        new XElement("Key", S3Support.Encode(info.Key, encode)),
        new XElement("LastModified", S3Xml.Time(info.LastModified)),
        new XElement("ETag", $"\"{info.ETag}\""),
        info.Checksum is null ? null : new XElement("ChecksumAlgorithm", info.Checksum.Algorithm.ApiName()),
        info.Checksum is null ? null : new XElement("ChecksumType", info.Checksum.Type),
        new XElement("Size", info.Size),
        withOwner ? S3Xml.Owner("Owner") : null,
        new XElement("StorageClass", "STANDARD"));
}
