using System.Text;

namespace PersonalizeOps.Engine.Splits;

/// <summary>
/// The hash that decides which users are tested: FNV-1a 64 over the UTF-8 bytes of the user id, ":" and the seed's text, then the finaliser of
/// MurmurHash3. Plain FNV-1a would not do: its low bit is the parity of its input.
/// </summary>
public static class UserHash
{
    private const ulong Offset = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    /// <summary>Hashes a user id under a seed.</summary>
    /// <param name="userId">The id.</param>
    /// <param name="seed">The seed's text, such as "1" or "cv".</param>
    /// <returns>64 well-mixed bits.</returns>
    public static ulong Compute(string userId, string seed)
    {
        ArgumentNullException.ThrowIfNull(userId);
        return Compute(Encoding.UTF8.GetBytes(userId), seed);
    }

    /// <summary>Hashes a user id under a seed.</summary>
    /// <param name="userId">The id's UTF-8 bytes.</param>
    /// <param name="seed">The seed's text, such as "1" or "cv".</param>
    /// <returns>64 well-mixed bits.</returns>
    public static ulong Compute(ReadOnlySpan<byte> userId, string seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var hash = Add(Offset, userId);
        hash = Add(hash, ":"u8);
        hash = Add(hash, Encoding.UTF8.GetBytes(seed));
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return hash;
    }
}
