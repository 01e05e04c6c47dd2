using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// Collects named columns and writes them as one file: aside, flushed to the disk, then renamed over the old one, so that a kill
/// at any moment leaves either the old file or the new.
/// </summary>
internal sealed class SectionFileWriter
{
    private readonly List<Section> _sections = [];

    /// <summary>What the names of the next sections begin with, so that one file can hold a model within a model.</summary>
    public string Prefix { get; set; } = string.Empty;

    public void Add<T>(string name, Column<T> column)
        where T : unmanaged
    {
        name = Prefix + name;
        if (name.Length is 0 or > SectionFormat.NameLength || _sections.Exists(section => section.Name == name))
        {
            throw new ArgumentException($"'{name}' is taken or not 1 to {SectionFormat.NameLength} characters long.", nameof(name));
        }

        var length = (ulong)column.Length * (ulong)Marshal.SizeOf<T>();
        _sections.Add(new Section(name, (uint)Marshal.SizeOf<T>(), length, (file, offset) => WriteColumn(file, offset, column)));
    }

    public void Add<T>(string name, T[] values)
        where T : unmanaged => Add(name, new Column<T>(values));

    public void Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public void Save(string path, string kind)
    {
        var aside = path + ".writing";
        try
        {
            using (var file = File.OpenHandle(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                Write(file, kind);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    private static unsafe SectionFormat.Entry CreateEntry(Section section, ulong offset)
    {
        var entry = new SectionFormat.Entry { ElementSize = section.ElementSize, Offset = offset, Length = section.Length };
        Encoding.ASCII.GetBytes(section.Name, new Span<byte>(entry.Name, SectionFormat.NameLength));
        return entry;
    }

    private static uint WriteColumn<T>(SafeFileHandle file, long offset, Column<T> column)
        where T : unmanaged
    {
        const int Chunk = 1 << 20;
        var checksum = 0u;
        for (var start = 0; start < column.Length; start += Chunk)
        {
            var bytes = MemoryMarshal.AsBytes(column.Span.Slice(start, Math.Min(Chunk, column.Length - start)));
            checksum = SectionFormat.Checksum(bytes, checksum);
            RandomAccess.Write(file, bytes, offset);
            offset += bytes.Length;
        }

        return checksum;
    }

    private unsafe void Write(SafeFileHandle file, string kind)
    {
        var entries = new SectionFormat.Entry[_sections.Count];
        var end = (ulong)(sizeof(SectionFormat.Header) + (entries.Length * sizeof(SectionFormat.Entry)));
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = CreateEntry(_sections[i], SectionFormat.Align(end));
            end = entries[i].Offset + entries[i].Length;
        }

        RandomAccess.SetLength(file, (long)end);
        WriteSections(file, entries);
        var directory = MemoryMarshal.AsBytes(entries.AsSpan());
        var header = new SectionFormat.Header
        {
            Magic = SectionFormat.Magic,
            Version = SectionFormat.Version,
            SectionCount = (uint)entries.Length,
            FileLength = end,
            DirectoryChecksum = SectionFormat.Checksum(directory),
        };
        Encoding.ASCII.GetBytes(kind, new Span<byte>(header.Kind, SectionFormat.NameLength));
        header.Checksum = SectionFormat.Checksum(new ReadOnlySpan<byte>(&header, sizeof(SectionFormat.Header) - sizeof(uint)));
        RandomAccess.Write(file, new ReadOnlySpan<byte>(&header, sizeof(SectionFormat.Header)), 0);
        RandomAccess.Write(file, directory, sizeof(SectionFormat.Header));
    }

    private void WriteSections(SafeFileHandle file, SectionFormat.Entry[] entries)
    {
        try
        {
            Parallel.For(0, entries.Length, i => entries[i].Checksum = _sections[i].Write(file, (long)entries[i].Offset));
        }
        catch (AggregateException exception)
        {
            // A full disk is told as such.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private sealed record Section(string Name, uint ElementSize, ulong Length, Func<SafeFileHandle, long, uint> Write);
}
