using System.Text;

namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>Hashes that name features (Weinberger et al. 2009): of ids by FNV-1a, of combinations by the finaliser of MurmurHash3.</summary>
internal static class FeatureHash
{
    public static uint Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 0x811C9DC5u;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 0x01000193;
        }

        return Mix(hash);
    }

    public static uint Combine(uint left, uint right) => Mix((left * 0x9E3779B1) ^ right);

    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
