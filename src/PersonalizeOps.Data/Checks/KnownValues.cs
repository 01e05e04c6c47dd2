namespace PersonalizeOps.Data;

/// <summary>Short values that were found sound before: most columns hold few different ones.</summary>
internal sealed class KnownValues
{
    private const int SlotBits = 10;
    private const int LongestValue = 6;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // A key of 0 is that of an empty value, which is never added.
    private readonly (ulong Key, ulong Hash)[] _slots = new (ulong, ulong)[1 << SlotBits];

    /// <summary>Looks for a value.</summary>
    /// <param name="key">Of <see cref="TryKey"/>.</param>
    /// <param name="hash">What was added with it.</param>
    public bool TryFind(ulong key, out ulong hash)
    {
        ref readonly var slot = ref _slots[SlotOf(key)];
        hash = slot.Hash;
        return slot.Key == key;
    }

    /// <summary>Remembers a value, perhaps in place of another.</summary>
    public void Add(ulong key, ulong hash) => _slots[SlotOf(key)] = (key, hash);

    /// <summary>Makes one number of a short value, its length and its column.</summary>
    /// <param name="text">Where the value stands.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">Its number of bytes.</param>
    /// <param name="field">The column.</param>
    /// <param name="key">Never the same for two values.</param>
    /// <returns>False for values that are empty or too long.</returns>
    public static bool TryKey(byte[] text, int start, int length, int field, out ulong key)
    {
        var isShort = TextHash.TryRead(text, start, length, out key) && length is > 0 and <= LongestValue && field <= byte.MaxValue;
        key |= ((ulong)length << 48) | ((ulong)field << 56);
        return isShort;
    }

    private static int SlotOf(ulong key) => (int)((key * Multiplier) >> (64 - SlotBits));
}
