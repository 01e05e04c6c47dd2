namespace PersonalizeOps.Data;

/// <summary>
/// Converts a file of ratings that is as GroupLens publishes the large ones: plain fields, users in ascending order, and each user's films too.
/// Then no event can stand twice, so one pass without any memory of earlier rows does, by several threads. At the first line that is otherwise it
/// gives up, and the general way begins anew.
/// </summary>
internal sealed class OrderedRatings(ConvertOptions options, Stream output, IProgress<ConvertProgress>? progress, CancellationToken cancellationToken)
{
    private const int PartSize = 1 << 20;
    private const int LongestLine = 1 << 10;
    private const int MostParts = 8;

    private readonly OrderedRatingsPart[] _parts =
        [.. Enumerable.Range(0, Math.Min(MostParts, Environment.ProcessorCount)).Select(_ => new OrderedRatingsPart(options))];

    private ulong _last;

    /// <summary>How much of the file was converted, 0 to 1.</summary>
    public double Completed { get; private set; }

    /// <summary>Converts the whole file.</summary>
    /// <returns>What was kept, or null when the file is not ordered and plain; what was written until then is of no use.</returns>
    public RatingPass? TryConvert(string path)
    {
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var block = new byte[PartSize * _parts.Length];
        var (kept, rows, writing) = (0, 0L, Task.CompletedTask);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = input.Position - kept;
                var filled = kept + input.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false);
                var isLast = filled < block.Length;
                var end = isLast ? filled : block.AsSpan().LastIndexOf((byte)'\n') + 1;
                var begin = start == 0 ? LengthOfHeader(block.AsSpan(0, end)) : 0;
                if ((start == 0 && begin == 0) || filled - end > LongestLine || !TryConvertLines(block.AsMemory(begin, end - begin)))
                    return null;

                // A block is written while the next is read and converted.
                writing.Wait(cancellationToken);
                var buffers = Array.ConvertAll(_parts, part => part.TakeRows());
                writing = Task.Run(() => Array.ForEach(buffers, buffer => output.Write(buffer.Span)), CancellationToken.None);
                rows += _parts.Sum(part => part.Count);
                if (isLast)
                    return rows > 0 ? Sum() : null;
                kept = filled - end;
                block.AsSpan(end, kept).CopyTo(block);
                Completed = (double)input.Position / Math.Max(1, input.Length);
                progress?.Report(new ConvertProgress(Completed, rows, "Converting ratings"));
            }
        }
        finally
        {
            writing.Wait(CancellationToken.None);
        }
    }

    /// <summary>The bytes of the usual header and its line end; 0 when there is another.</summary>
    private static int LengthOfHeader(ReadOnlySpan<byte> lines)
    {
        var header = "userId,movieId,rating,timestamp"u8;
        if (!lines.StartsWith(header))
            return 0;
        return lines[header.Length..] switch
        {
            [(byte)'\n', ..] => header.Length + 1,
            [(byte)'\r', (byte)'\n', ..] => header.Length + 2,
            _ => 0,
        };
    }

    private bool TryConvertLines(ReadOnlyMemory<byte> lines)
    {
        var slices = Split(lines);
        var isPlain = new bool[_parts.Length];
        Parallel.For(0, _parts.Length, i => isPlain[i] = _parts[i].TryConvert(slices[i].Span));
        if (isPlain.Contains(false))
            return false;
        foreach (var part in _parts.Where(part => part.Count > 0))
        {
            if (part.First <= _last)
                return false;
            _last = part.Last;
        }

        return true;
    }

    private ReadOnlyMemory<byte>[] Split(ReadOnlyMemory<byte> lines)
    {
        var slices = new ReadOnlyMemory<byte>[_parts.Length];
        for (var i = 0; i < slices.Length; i++)
        {
            var length = lines.Length / (slices.Length - i);
            var lineEnd = i == slices.Length - 1 ? -1 : lines.Span[length..].IndexOf((byte)'\n');
            length = lineEnd < 0 ? lines.Length : length + lineEnd + 1;
            slices[i] = lines[..length];
            lines = lines[length..];
        }

        return slices;
    }

    private RatingPass Sum()
    {
        var sum = _parts[0].Pass;
        foreach (var part in _parts.Skip(1))
            sum.Add(part.Pass);
        return sum;
    }
}
