namespace PersonalizeOps.Connection;

/// <summary>How an upload ended.</summary>
/// <param name="Length">The bytes of the file.</param>
/// <param name="Checksum">CRC64NVME of the file and of the object, in base64.</param>
/// <param name="Parts">The number of parts.</param>
/// <param name="ResumedParts">How many of them an earlier, interrupted upload had sent.</param>
/// <param name="WasThere">Whether the object had this content before, so that nothing was sent.</param>
internal sealed record UploadResult(long Length, string Checksum, int Parts, int ResumedParts, bool WasThere);
