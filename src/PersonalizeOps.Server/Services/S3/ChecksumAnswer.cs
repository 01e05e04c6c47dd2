using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Checksums in answers.</summary>
internal static class ChecksumAnswer
{
    /// <summary>Writes an object's checksum into headers.</summary>
    public static void WriteChecksum(this S3Response response, ObjectChecksum? checksum)
    {
        if (checksum is not null)
        {
            response.Headers[checksum.Algorithm.HeaderName()] = checksum.Value;
            response.Headers["x-amz-checksum-type"] = checksum.Type;
        }
    }

    /// <summary>Gives an object's checksum as elements.</summary>
    public static IEnumerable<XElement> Elements(ObjectChecksum? checksum) => checksum is null
        ? []
        : [new XElement(checksum.Algorithm.ElementName(), checksum.Value), new XElement("ChecksumType", checksum.Type)];
}
