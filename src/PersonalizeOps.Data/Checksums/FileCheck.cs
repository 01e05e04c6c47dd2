using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace PersonalizeOps.Data;

/// <summary>CRC64NVME of files and of their parts, as S3 keeps it.</summary>
public static class FileCheck
{
    private const int BlockSize = 1 << 20;

    /// <summary>Reads a part of a file and computes its check.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What a message calls it.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The check.</returns>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static async Task<ulong> OfPartAsync(SafeFileHandle file, string name, long offset, long length, CancellationToken cancellationToken)
    {
        var crc = new Crc64(Crc64ParameterSet.Nvme);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (var done = 0L; done < length;)
            {
                var wanted = (int)Math.Min(block.Length, length - done);
                var read = await RandomAccess.ReadAsync(file, block.AsMemory(0, wanted), offset + done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    throw new EndOfStreamException($"{name} ended after {offset + done} bytes; it had at least {offset + length} before.");
                crc.Append(block.AsSpan(0, read));
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return crc.GetCurrentHashAsUInt64();
    }

    /// <summary>Writes a check as S3 does.</summary>
    /// <param name="check">The check.</param>
    /// <returns>Base64 of its bytes, the most significant first.</returns>
    public static string ToText(ulong check)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, check);
        return Convert.ToBase64String(bytes);
    }
}
