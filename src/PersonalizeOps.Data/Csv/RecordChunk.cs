namespace PersonalizeOps.Data;

/// <summary>A part of a file that starts and ends with a record; the buffer is used again for later parts.</summary>
internal sealed class RecordChunk(int size)
{
    /// <summary>The bytes; more than <see cref="Length"/>.</summary>
    public byte[] Buffer { get; set; } = GC.AllocateUninitializedArray<byte>(size);

    /// <summary>How many bytes belong to the part.</summary>
    public int Length { get; set; }

    /// <summary>The number of the part; the first is 0 and has the header.</summary>
    public int Number { get; set; }

    /// <summary>The line on which the part starts.</summary>
    public long FirstLine { get; set; }

    /// <summary>Whether each line is a record: no quotes, no empty lines, no carriage returns.</summary>
    public bool IsPlain { get; set; }
}
