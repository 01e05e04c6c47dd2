using System.Globalization;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Checks the CSV file of a dataset as an import does, reports every fault, and diagnoses the data.</summary>
/// <remarks>
/// The rules are those of <see cref="DatasetCsvReader"/>: a file without errors here can be read there. Several threads read parts of the file.
/// Memory: for each thread 1 MiB of the file, 32 to 64 bytes for each user and item; for all together 16 to 20 bytes for each row of the first
/// GiB, beyond which repetitions are looked for in a sample. Counts are exact and do not depend on the threads.
/// </remarks>
public static class DatasetCheck
{
    private const int ChunkBytes = 1 << 20;
    private const int HeadBytes = 1 << 20;

    /// <summary>What files have in place of commas.</summary>
    private static readonly char[] Separators = [';', '\t', '|'];

    /// <summary>Checks one file.</summary>
    /// <param name="csv">The bytes, read once to the end and closed. It is also closed when the check is cancelled.</param>
    /// <param name="file">The name that findings show.</param>
    /// <param name="options">How it is checked; null for the defaults.</param>
    /// <param name="progress">Told the bytes read, by any thread.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="SchemaException">The type of the dataset can't be told, or the schema given is none.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static CheckedDataset Run(
        Stream csv, string file, CheckOptions? options = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(csv);
        options ??= new CheckOptions();
        // Reading from a network may last; closing the stream ends it.
        using var closing = cancellationToken.Register(csv.Dispose);
        try
        {
            using var head = new HeadStream(csv, HeadBytes);
            var dataset = Prepare(head, file, options);
            try
            {
                Scan(head, dataset, options, progress, cancellationToken);
            }
            catch (DatasetFaultException error)
            {
                // Nothing of the file can be read.
                dataset.Add(ToFindings([error.Fault], options));
            }

            return dataset;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Compares the datasets of one group: what interactions mention and items and users describe. Adds to their findings.</summary>
    public static void Compare(IReadOnlyList<CheckedDataset> datasets, string? recipe = null) => DatasetComparison.Run(datasets, recipe);

    /// <summary>Tells from a file's name what it holds, such as <c>items.csv</c>.</summary>
    /// <returns>Null when the name does not tell.</returns>
    public static DatasetType? TypeOfName(string file) => StandardSchema.TypeOfName(Path.GetFileNameWithoutExtension(file));

    private static CheckedDataset Prepare(HeadStream head, string file, CheckOptions options)
    {
        var bytes = head.Head.ToArray();
        var type = options.Type ?? TypeOf(options.Schema) ?? StandardSchema.TypeOf(file, StandardSchema.Columns(bytes)) ?? throw new SchemaException(
            $"{file}: neither the name nor the header tells what the file holds. Give the type of the dataset, such as Interactions.");
        var schema = options.Schema ?? StandardSchema.Infer(bytes, type);
        var dataset = new CheckedDataset(file, type, schema);
        try
        {
            schema.Validate(type);
        }
        catch (SchemaException error)
        {
            dataset.Add(CheckCodes.InvalidSchema, 1, error.Message, "Correct the schema: it can't be created like this.");
        }

        return dataset;
    }

    private static DatasetType? TypeOf(DatasetSchema? schema) => DatasetTypes.TryParse(schema?.Name, out var type) ? type : null;

    private static void Scan(Stream head, CheckedDataset dataset, CheckOptions options, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var stream = DatasetCsv.OpenStream(head, dataset.File, dataset.Schema);
        var chunks = new RecordChunks(stream, ChunkBytes, DatasetCsv.MaximumRecordBytes);
        var first = new RecordChunk(ChunkBytes);
        chunks.TryRead(first);
        var columns = ReadHeader(first, dataset, options);
        var plan = new CheckPlan(dataset.File, dataset.Schema, dataset.Type, columns, options);
        var scans = Enumerable.Range(0, Math.Max(options.Threads, 1)).Select(_ => new RecordScan(plan)).ToArray();
        var work = scans.Select((scan, index) => Task.Factory.StartNew(
            () => ScanAll(scan, index == 0 ? first : null, chunks, plan, progress, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Task.WhenAll(work).GetAwaiter().GetResult();
        dataset.Bytes = chunks.Position;
        Conclude(dataset, plan, scans, options, cancellationToken);
    }

    private static void ScanAll(
        RecordScan scan, RecordChunk? first, RecordChunks chunks, CheckPlan plan, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var chunk = first ?? new RecordChunk(ChunkBytes);
        for (var more = first is null ? chunks.TryRead(chunk) : chunk.Length > 0; more; more = chunks.TryRead(chunk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScanChunk(scan, chunk, chunks, plan);
            progress?.Report(chunks.Position);
        }
    }

    private static void ScanChunk(RecordScan scan, RecordChunk chunk, RecordChunks chunks, CheckPlan plan)
    {
        if (chunks.IsCutShortAt(chunk))
            scan.Faults.Add(DatasetCsv.Malformed(plan.File, chunk.FirstLine, "the record is longer than 8 MiB; a quote is not closed"));
        else
            scan.Scan(chunk);
    }

    private static string[] ReadHeader(RecordChunk first, CheckedDataset dataset, CheckOptions options)
    {
        using var csv = CsvReader.Create(first.Buffer.AsMemory(0, first.Length), CsvFormat.Strict(DatasetCsv.MaximumRecordBytes));
        var (columns, faults) = DatasetCsv.ReadHeader(csv, dataset.File, dataset.Schema);
        dataset.Add(ToFindings(faults, options));
        foreach (var column in columns.Where(column => dataset.Schema.IndexOf(column) < 0))
        {
            // A column that differs in case only is told as missing.
            if (dataset.Schema.Fields.Any(field => IsAlmost(column, field.Name)))
                continue;
            AddUnknown(dataset, column);
        }

        AddAlmostReserved(dataset, columns);
        return columns;
    }

    private static void AddUnknown(CheckedDataset dataset, string column)
    {
        var message = SchemaParser.IsName(column)
            ? $"The schema has no field {column}; the column is left out."
            : $"'{column}' can't be the name of a field: letters, digits and underscores; the column is left out.";
        var advice = Separators.FirstOrDefault(column.Contains) is not '\0' and var separator
            ? $"The file seems to separate values by {(separator == '\t' ? "tabs" : $"'{separator}'")}: write commas."
            : "Add it to the schema, or remove the column.";
        dataset.Add(CheckCodes.UnknownColumn, 1, message, advice, null, column, [1]);
    }

    private static void AddAlmostReserved(CheckedDataset dataset, string[] columns)
    {
        var rules = SchemaRules.Of(dataset.Type);
        foreach (var column in columns)
        {
            if (rules.Reserved.Keys.FirstOrDefault(name => IsAlmost(column, name)) is { } reserved)
            {
                dataset.Add(
                    CheckCodes.AlmostReserved, 1, $"'{column}' is not the reserved {reserved}, and is treated as any column.",
                    $"Name it {reserved} if it is meant.", null, column, [1]);
            }
        }
    }

    private static bool IsAlmost(string column, string name) => column != name && string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase);

    private static void Conclude(CheckedDataset dataset, CheckPlan plan, RecordScan[] scans, CheckOptions options, CancellationToken cancellationToken)
    {
        var faults = new FaultTally(options.MaximumRows);
        foreach (var scan in scans)
            faults.Add(scan.Faults);
        var facts = scans[0].Facts;
        facts.Add(scans.Skip(1).Select(scan => scan.Facts));
        if (facts.Rows == 0)
            faults.Add(DatasetCsv.NoRows(dataset.File, 1));
        dataset.Add(options.Schema is null ? faults.ToFindings().Select(finding => WithGuess(finding, dataset.Type)) : faults.ToFindings());
        dataset.Rows = facts.Rows;
        dataset.Ids = new DatasetIds(facts.Users, facts.Items, options.MaximumRows);
        var repetitions = Repetitions.Find([.. scans.Select(scan => scan.Facts)], options.MaximumRows, options.Threads, cancellationToken);
        new DatasetDiagnosis(dataset, plan, facts, repetitions, options).Run();
    }

    /// <summary>Without a schema the type of a column that no rule names is no more than what its first values look like.</summary>
    private static CheckFinding WithGuess(CheckFinding finding, DatasetType type) =>
        finding.Code is DatasetFaultCodes.NotANumber or DatasetFaultCodes.NotAnInteger or DatasetFaultCodes.NotABoolean or DatasetFaultCodes.OutOfRange
            && finding.Column is { } column && !SchemaRules.Of(type).Reserved.ContainsKey(column) && !SchemaRules.Of(type).Required.ContainsKey(column)
            ? finding with { Advice = $"{finding.Advice} There is no schema: the type was taken from the first {StandardSchema.ProfiledRows.ToString("N0", CultureInfo.InvariantCulture)} rows; give one if it is wrong." }
            : finding;

    private static IEnumerable<CheckFinding> ToFindings(IEnumerable<DatasetFault> faults, CheckOptions options)
    {
        var tally = new FaultTally(options.MaximumRows);
        foreach (var fault in faults)
            tally.Add(fault);
        return tally.ToFindings();
    }
}
