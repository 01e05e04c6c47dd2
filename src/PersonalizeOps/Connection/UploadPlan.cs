namespace PersonalizeOps.Connection;

/// <summary>
/// How a file is cut: parts of 8 MiB, larger where that would make more than the 10,000 parts S3 allows. It follows from the length alone, so that
/// an interrupted upload is found to have the same parts when it is taken up again.
/// </summary>
internal readonly record struct UploadPlan(long Length)
{
    private const long Mebibyte = 1 << 20;
    private const long LeastPart = 8 * Mebibyte;
    private const int MaxParts = 10_000;

    /// <summary>The size of all parts but the last.</summary>
    public long PartSize { get; } = Math.Max(LeastPart, Up(Up(Length, MaxParts), Mebibyte) * Mebibyte);

    /// <summary>The number of parts; an empty file has one.</summary>
    public int Parts => (int)Math.Max(1, Up(Length, PartSize));

    /// <summary>Where a part, counted from 1, begins and how long it is.</summary>
    public (long Offset, long Length) this[int number]
    {
        get
        {
            var offset = (number - 1) * PartSize;
            return (offset, Math.Min(PartSize, Length - offset));
        }
    }

    private static long Up(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
