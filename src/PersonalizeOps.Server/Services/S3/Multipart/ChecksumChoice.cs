using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>The checksum that a multipart upload is begun with.</summary>
internal static class ChecksumChoice
{
    /// <summary>Reads it from the headers.</summary>
    /// <returns>Algorithm and type, both null when the headers name none.</returns>
    /// <exception cref="ServiceError">InvalidRequest: a type the algorithm does not have; NotImplemented: an algorithm that is not built.</exception>
    public static (ChecksumAlgorithm? Algorithm, string? Type) Read(S3Request request)
    {
        var type = request.Header("x-amz-checksum-type")?.ToUpperInvariant();
        if (request.Header("x-amz-checksum-algorithm") is not { } name)
        {
            return type is null ? (null, null) : throw Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        var algorithm = ChecksumAlgorithms.Find(name) ?? throw Errors.HeaderNotImplemented("x-amz-checksum-algorithm", name);
        type ??= algorithm == ChecksumAlgorithm.Crc64Nvme ? ObjectChecksum.FullObject : ObjectChecksum.Composite;
        var exists = type switch
        {
            ObjectChecksum.FullObject => algorithm.IsLinear(),
            ObjectChecksum.Composite => algorithm != ChecksumAlgorithm.Crc64Nvme,
            _ => false,
        };
        return exists ? (algorithm, type) : throw Errors.InvalidRequest($"The {type} checksum type cannot be used with the {algorithm.ApiName()} checksum algorithm.");
    }
}
