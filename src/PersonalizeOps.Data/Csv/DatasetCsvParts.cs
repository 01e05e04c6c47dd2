using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Reads parts of one CSV file on several threads, by the rules of <see cref="DatasetCsvReader"/>.</summary>
/// <remarks>Whoever keeps what the threads read must bring it into the order of the parts. Memory: 1 MiB of the file for each thread.</remarks>
public static class DatasetCsvParts
{
    private const int PartBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="csv">The bytes; closed at the end.</param>
    /// <param name="fileName">The name that faults would show.</param>
    /// <param name="schema">The schema of the dataset.</param>
    /// <param name="type">The type of the dataset, which decides the limits of some columns.</param>
    /// <param name="readers">One for each thread: it is given the parts that fall to the thread, with ascending numbers, and reads each to its end.
    /// What it throws ends the reading.</param>
    /// <returns>False when something is wrong with the file; read it with a <see cref="DatasetCsvReader"/> to learn what and where.</returns>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static bool TryRead(
        Stream csv, string fileName, DatasetSchema schema, DatasetType type, IReadOnlyList<Action<DatasetCsvReader, int>> readers)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(readers);
        try
        {
            using var stream = DatasetCsv.OpenStream(csv, fileName, schema);
            return new Reading(new RecordChunks(stream, PartBytes, DatasetCsv.MaximumRecordBytes), fileName, schema, type).Run(readers);
        }
        catch (DatasetFaultException)
        {
            return false;
        }
    }

    private sealed class Reading(RecordChunks chunks, string file, DatasetSchema schema, DatasetType type)
    {
        private static readonly CsvReaderOptions Format = CsvFormat.Strict(int.MaxValue);
        private static readonly CsvReaderOptions PartFormat = Format with { TrackLineNumbers = false };
        private FieldRule[] _rules = [];
        private int _columnCount;
        private long _records;
        private volatile bool _isFaulty;

        public bool Run(IReadOnlyList<Action<DatasetCsvReader, int>> readers)
        {
            var first = new RecordChunk(PartBytes);
            chunks.TryRead(first);
            if (!TryReadHeader(first))
                return false;
            var work = readers.Select((read, index) => Task.Factory.StartNew(
                () => ReadAll(read, index == 0 ? first : null),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
            Task.WhenAll(work).GetAwaiter().GetResult();
            return !_isFaulty && _records > 0;
        }

        private bool TryReadHeader(RecordChunk first)
        {
            using var csv = Open(first, Format);
            var (columns, faults) = DatasetCsv.ReadHeader(csv, file, schema);
            _rules = FieldRule.For(schema, type, columns);
            _columnCount = columns.Length;
            return faults.Count == 0;
        }

        private static CsvReader Open(RecordChunk chunk, CsvReaderOptions format) => CsvReader.Create(chunk.Buffer.AsMemory(0, chunk.Length), format);

        private void ReadAll(Action<DatasetCsvReader, int> read, RecordChunk? first)
        {
            var check = new RecordCheck(file, _rules, _columnCount);
            var chunk = first ?? new RecordChunk(PartBytes);
            var isSound = false;
            try
            {
                for (var more = first is not null || chunks.TryRead(chunk); more && !_isFaulty; more = chunks.TryRead(chunk))
                    Read(read, chunk, check);
                isSound = true;
            }
            catch (DatasetFaultException)
            {
            }
            finally
            {
                _isFaulty |= !isSound;
            }
        }

        private void Read(Action<DatasetCsvReader, int> read, RecordChunk chunk, RecordCheck check)
        {
            if (chunks.IsCutShortAt(chunk) || !Utf8.IsValid(chunk.Buffer.AsSpan(0, chunk.Length)))
            {
                _isFaulty = true;
                return;
            }

            using var reader = new DatasetCsvReader(Open(chunk, PartFormat), file, check, hasHeader: chunk.Number == 0);
            read(reader, chunk.Number);
            Interlocked.Add(ref _records, reader.RecordCount);
        }
    }
}
