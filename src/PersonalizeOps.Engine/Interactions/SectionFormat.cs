using System.Numerics;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// The container of all engine files: a header, a directory of named sections and the sections, each aligned to 64 bytes and
/// with a CRC-32C of its own. Numbers are little-endian, so that columns can be used where they lie.
/// </summary>
internal static class SectionFormat
{
    public const ulong Magic = 0x0A46_5350_4F5A_5089; // 0x89 "PZOPSF" LF: not text, and damaged by line-ending conversion
    public const uint Version = 2; // 2: interactions may have own columns
    public const uint OldestVersion = 1;
    public const int Alignment = 64;
    public const int NameLength = 32;

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public unsafe struct Header
    {
        public ulong Magic;
        public uint Version;
        public uint SectionCount;
        public ulong FileLength;
        public fixed byte Kind[NameLength];
        public uint DirectoryChecksum;
        public uint Checksum;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public unsafe struct Entry
    {
        public fixed byte Name[NameLength];
        public uint ElementSize;
        public uint Checksum;
        public ulong Offset;
        public ulong Length;
        public ulong Reserved;
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    public static ulong Align(ulong offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
