using Parquet;
using Parquet.Schema;

namespace PersonalizeOps.Data;

/// <summary>Writes recommendations to parquet in row groups of bounded size.</summary>
internal sealed class ParquetTable : IAsyncDisposable
{
    private const int RowsPerGroup = 1 << 16;
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;
    private readonly RecommendationTableLayout _layout;
    private readonly List<RecommendationRow> _rows = [];
    private readonly List<(string User, string Recommendations)> _lines = [];

    private ParquetTable(ParquetWriter writer, DataField[] fields, RecommendationTableLayout layout)
    {
        _writer = writer;
        _fields = fields;
        _layout = layout;
    }

    public static async Task<ParquetTable> CreateAsync(Stream output, RecommendationTableLayout layout, CancellationToken cancellationToken)
    {
        var fields = Fields(layout);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, options, false, cancellationToken).ConfigureAwait(false);
        return new ParquetTable(writer, fields, layout);
    }

    public async ValueTask<int> WriteAsync(BatchOutputLine line, MovieCatalog? catalog, CancellationToken cancellationToken)
    {
        var written = 1;
        if (_layout == RecommendationTableLayout.Tutorial)
        {
            _lines.Add((RecommendationTable.UserOf(line), RecommendationTable.Describe(line, catalog)));
        }
        else
        {
            _rows.AddRange(RecommendationTable.Rows(line, catalog));
            written = line.RecommendedItems.Count;
        }

        if (_rows.Count + _lines.Count >= RowsPerGroup)
            await FlushAsync(cancellationToken).ConfigureAwait(false);

        return written;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count + _lines.Count == 0)
            return;

        using var group = _writer.CreateRowGroup();
        if (_layout == RecommendationTableLayout.Tutorial)
            await WriteLinesAsync(group).ConfigureAwait(false);
        else
            await WriteRowsAsync(group, cancellationToken).ConfigureAwait(false);

        group.CompleteValidate();
        _rows.Clear();
        _lines.Clear();
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static DataField[] Fields(RecommendationTableLayout layout)
    {
        var names = RecommendationTable.Columns(layout);
        return layout == RecommendationTableLayout.Tutorial
            ? [new DataField(names[0], typeof(string), isNullable: false), new DataField(names[1], typeof(string), isNullable: false)]
            :
            [
                new DataField(names[0], typeof(string), isNullable: false),
                new DataField<int>(names[1]),
                new DataField(names[2], typeof(string), isNullable: false),
                new DataField(names[3], typeof(string), isNullable: true),
                new DataField<int?>(names[4]),
                new DataField(names[5], typeof(string), isNullable: true),
                new DataField<double?>(names[6]),
            ];
    }

    private async Task WriteLinesAsync(ParquetRowGroupWriter group)
    {
        await group.WriteAsync(_fields[0], [.. _lines.Select(l => l.User)]).ConfigureAwait(false);
        await group.WriteAsync(_fields[1], [.. _lines.Select(l => l.Recommendations)]).ConfigureAwait(false);
    }

    private async Task WriteRowsAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await TextsAsync(0, r => r.UserId).ConfigureAwait(false);
        await group.WriteAsync<int>(_fields[1], _rows.Select(r => r.Rank).ToArray(), null, null, cancellationToken).ConfigureAwait(false);
        await TextsAsync(2, r => r.ItemId).ConfigureAwait(false);
        await TextsAsync(3, r => r.Title).ConfigureAwait(false);
        await group.WriteAsync<int>(_fields[4], _rows.Select(r => r.Year).ToArray(), null, null, cancellationToken).ConfigureAwait(false);
        await TextsAsync(5, r => r.Genres).ConfigureAwait(false);
        await group.WriteAsync<double>(_fields[6], _rows.Select(r => r.Score).ToArray(), null, null, cancellationToken).ConfigureAwait(false);

        Task TextsAsync(int field, Func<RecommendationRow, string?> text) =>
            group.WriteAsync(_fields[field], (IReadOnlyCollection<string>)_rows.Select(text).ToArray()!);
    }
}
