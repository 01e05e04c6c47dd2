using System.Text;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>Keys as S3 orders them: by their UTF-8 bytes.</summary>
internal static class KeyOrder
{
    /// <summary>Gives a key's bytes.</summary>
    public static byte[] Bytes(string key) => Encoding.UTF8.GetBytes(key);

    /// <summary>Gives the first text behind all texts with a prefix; null when there is none.</summary>
    public static byte[]? After(string prefix)
    {
        var bytes = Bytes(prefix);
        var last = bytes.AsSpan().LastIndexOfAnyExcept(byte.MaxValue);
        if (last < 0)
        {
            return null;
        }

        bytes[last]++;
        return bytes[..(last + 1)];
    }
}
