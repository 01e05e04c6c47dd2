using Parquet;
using Parquet.Schema;

namespace PersonalizeOps.Data;

/// <summary>Writes the segments of batch segment jobs as a table: itemId, itemAttributes, rank, userId.</summary>
/// <remarks>Lines stream through; lines with an error are counted and give no row. A file appears only when it is complete.</remarks>
public static class SegmentTable
{
    private const int RowsPerGroup = 1 << 16;

    private static readonly DataField[] Fields =
    [
        new DataField("itemId", typeof(string), isNullable: true),
        new DataField("itemAttributes", typeof(string), isNullable: true),
        new DataField<int>("rank"),
        new DataField("userId", typeof(string), isNullable: false),
    ];

    /// <summary>Writes a parquet file with snappy compression.</summary>
    /// <param name="path">The path of the file; its folder is made if it is missing.</param>
    /// <param name="lines">The lines of batch output.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="BatchOutputException">A line is malformed.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static async Task<RecommendationTableCounts> WriteParquetAsync(
        string path, IAsyncEnumerable<BatchSegmentLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var files = new OutputFiles();
        long read = 0, rows = 0, errors = 0;
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Fields), files.Create(path), options, false, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                read++;
                errors += line.Error is null ? 0 : 1;
                rows += line.Users.Count;
                await WriteAsync(writer, line, cancellationToken).ConfigureAwait(false);
            }
        }

        files.Commit();
        return new RecommendationTableCounts(read, rows, errors);
    }

    private static async Task WriteAsync(ParquetWriter writer, BatchSegmentLine line, CancellationToken cancellationToken)
    {
        for (var start = 0; start < line.Users.Count; start += RowsPerGroup)
        {
            var users = line.Users.Skip(start).Take(RowsPerGroup).ToArray();
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(Fields[0], (IReadOnlyCollection<string>)Repeat(line.ItemId, users.Length)).ConfigureAwait(false);
            await group.WriteAsync(Fields[1], (IReadOnlyCollection<string>)Repeat(line.ItemAttributes, users.Length)).ConfigureAwait(false);
            await group.WriteAsync<int>(Fields[2], Enumerable.Range(start + 1, users.Length).ToArray(), null, null, cancellationToken).ConfigureAwait(false);
            await group.WriteAsync(Fields[3], (IReadOnlyCollection<string>)users).ConfigureAwait(false);
            group.CompleteValidate();
        }
    }

    private static string[] Repeat(string? text, int count) => Enumerable.Repeat(text, count).ToArray()!;
}
