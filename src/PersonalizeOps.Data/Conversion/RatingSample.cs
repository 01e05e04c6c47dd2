using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Data;

/// <summary>
/// Chooses a share of the ratings by the MD5 of seed, user, film and time: a hash that SQL engines have too, so that the same ratings are chosen
/// wherever the transform runs.
/// </summary>
internal sealed class RatingSample(double fraction, int seed)
{
    private readonly uint _limit = (uint)Math.Min(uint.MaxValue, fraction * Math.Pow(2, 32));

    /// <summary>Whether the sample has the rating; with a fraction of 1 it has all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(in RatingKey key) => fraction >= 1 || IsChosen(key);

    private bool IsChosen(in RatingKey key)
    {
        Span<char> text = stackalloc char[64];
        Span<byte> bytes = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        text.TryWrite(CultureInfo.InvariantCulture, $"{seed}:{key.UserId}:{key.MovieId}:{key.Timestamp}", out var length);
#pragma warning disable CA5351 // The hash chooses a sample; it protects nothing.
        MD5.HashData(bytes[..Encoding.ASCII.GetBytes(text[..length], bytes)], hash);
#pragma warning restore CA5351
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < _limit;
    }
}
