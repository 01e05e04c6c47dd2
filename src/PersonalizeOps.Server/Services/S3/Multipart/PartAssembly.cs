using System.Security.Cryptography;
using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;
using StoredPart = PersonalizeOps.Server.Storage.Objects.UploadPart;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Chooses the parts that a completion lists and computes tag and checksum of the object they make.</summary>
/// <param name="upload">The upload.</param>
/// <param name="listed">The <c>Part</c> elements, in their order.</param>
internal sealed class PartAssembly(UploadInfo upload, IReadOnlyList<XElement> listed)
{
    private const long LeastPart = 5 * 1024 * 1024;

    private readonly ChecksumAlgorithm _algorithm = upload.ChecksumAlgorithm ?? ObjectStore.DefaultChecksum;

    /// <summary>Puts the object together.</summary>
    /// <exception cref="ServiceError">MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall.</exception>
    public (IReadOnlyList<StoredPart> Parts, string ETag, ObjectChecksum? Checksum) Assemble(IReadOnlyList<StoredPart> uploaded)
    {
        var byNumber = uploaded.ToDictionary(part => part.Number);
        var parts = new List<StoredPart>(listed.Count);
        foreach (var element in listed)
        {
            var part = Choose(element, byNumber);
            if (parts.Count > 0 && parts[^1].Number >= part.Number)
            {
                throw Errors.InvalidPartOrder();
            }

            parts.Add(part);
        }

        if (parts.Take(parts.Count - 1).FirstOrDefault(part => part.Size < LeastPart) is { } small)
        {
            throw Errors.EntityTooSmall(small.Size, small.Number);
        }

        return (parts, ETag(parts), Checksum(parts));
    }

    private static string ETag(List<StoredPart> parts)
    {
        var digests = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
#pragma warning disable CA5351 // S3's tags are made so; nothing is protected by them.
        return $"{Convert.ToHexStringLower(MD5.HashData(digests))}-{parts.Count}";
#pragma warning restore CA5351
    }

    private StoredPart Choose(XElement element, Dictionary<int, StoredPart> uploaded)
    {
        if (!int.TryParse(element.Text("PartNumber"), out var number) || element.Text("ETag") is not { } etag)
        {
            throw Errors.MalformedXml();
        }

        var part = uploaded.GetValueOrDefault(number);
        var checksum = element.Text(_algorithm.ElementName());
        return part is not null && part.ETag == etag.Trim().Trim('"') && (checksum is null || checksum == part.Checksum)
            ? part
            : throw Errors.InvalidPart(number);
    }

    private ObjectChecksum? Checksum(List<StoredPart> parts)
    {
        if (parts.Exists(part => part.Checksum is null))
        {
            return null;
        }

        return upload.ChecksumType == ObjectChecksum.Composite
            ? new ObjectChecksum(_algorithm, ObjectChecksum.Composite, $"{Convert.ToBase64String(Composite(parts))}-{parts.Count}")
            : new ObjectChecksum(_algorithm, ObjectChecksum.FullObject, Convert.ToBase64String(Combined(parts)));
    }

    private byte[] Composite(List<StoredPart> parts)
    {
        using var checksum = Storage.Checksums.Checksum.Create(_algorithm);
        foreach (var part in parts)
        {
            checksum.Append(Convert.FromBase64String(part.Checksum!));
        }

        return checksum.Finish();
    }

    private byte[] Combined(List<StoredPart> parts)
    {
        var crc = _algorithm.Arithmetic();
        var sum = 0UL;
        foreach (var part in parts)
        {
            sum = crc.Combine(sum, CrcChecksum.FromBytes(Convert.FromBase64String(part.Checksum!)), part.Size);
        }

        return CrcChecksum.ToBytes(sum, _algorithm.Length());
    }
}
