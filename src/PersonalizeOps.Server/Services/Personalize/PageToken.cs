using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>The token of a list's next page: where the last one ended, sealed with the call it belongs to.</summary>
/// <remarks>Needs no memory of its own, so a token survives a restart of the server.</remarks>
internal static class PageToken
{
    private const int SealLength = 16;

    /// <summary>Makes a token.</summary>
    /// <param name="call">Operation, account, region and filter.</param>
    /// <param name="position">Where the page ended.</param>
    /// <returns>The token.</returns>
    public static string Write(string call, long position)
    {
        Span<byte> token = stackalloc byte[sizeof(long) + SealLength];
        BinaryPrimitives.WriteInt64BigEndian(token, position);
        Seal(call, position).CopyTo(token[sizeof(long)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token.</summary>
    /// <param name="call">Operation, account, region and filter of the call it came with.</param>
    /// <param name="token">The token; null or empty for the first page.</param>
    /// <returns>Where the last page ended; 0 for the first page.</returns>
    /// <exception cref="ServiceError">The token is garbled or belongs to another call.</exception>
    public static long Read(string call, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long) + SealLength];
        if (!Base64Url.IsValid(token, out var length) || length != bytes.Length || !Base64Url.TryDecodeFromChars(token, bytes, out _))
        {
            throw Errors.InvalidNextToken();
        }

        var position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return bytes[sizeof(long)..].SequenceEqual(Seal(call, position)) ? position : throw Errors.InvalidNextToken();
    }

    private static ReadOnlySpan<byte> Seal(string call, long position) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{call}\n{position}")).AsSpan(0, SealLength);
}
