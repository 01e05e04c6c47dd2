using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Costs;

/// <summary>The number of lines of data: of files all are counted, of objects on S3 the first tell how long a line is.</summary>
internal static class RowCount
{
    private const int BlockSize = 1 << 18;

    /// <summary>The lines of a CSV file below its header.</summary>
    public static async Task<long> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var block = new byte[BlockSize];
        long lines = 0;
        var last = (byte)'\n';
        for (int read; (read = await file.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0; last = block[read - 1])
            lines += block.AsSpan(0, read).Count((byte)'\n');
        return Math.Max(0, lines + (last == '\n' ? 0 : 1) - 1);
    }

    /// <summary>How many lines the objects below a place on S3 have, and whether that is more than an estimate.</summary>
    public static async Task<(decimal Lines, bool IsExact)> OnS3Async(PersonalizeApi api, S3Uri uri, CancellationToken cancellationToken)
    {
        var files = new S3Files(api);
        decimal lines = 0;
        var isExact = true;
        foreach (var found in await files.ListObjectsAsync(uri, cancellationToken).ConfigureAwait(false))
        {
            await using var stream = await files.OpenReadAsync(uri with { Key = found.Key }, cancellationToken).ConfigureAwait(false);
            var block = new byte[BlockSize];
            var read = await stream.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            decimal seen = block.AsSpan(0, read).Count((byte)'\n');
            var isWhole = read == (found.Size ?? read);
            isExact &= isWhole;
            // The last line may have no end.
            lines += !isWhole ? seen * found.Size!.Value / read : read > 0 && block[read - 1] != '\n' ? seen + 1 : seen;
        }

        return (Math.Floor(lines), isExact);
    }
}
