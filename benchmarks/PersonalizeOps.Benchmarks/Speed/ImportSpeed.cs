using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Reading a CSV file into an interaction store, as an import job does, against CsvHelper's own parallel reading of the same columns.</summary>
internal static class ImportSpeed
{
    public static void Run(SpeedOptions options, TextWriter output)
    {
        var folder = SampleData.FolderOf(options.Largest);
        var path = Path.Combine(folder, "interactions.csv");
        if (!File.Exists(path))
        {
            DatasetConverter.Convert(folder, folder);
        }

        var rows = 0L;
        var texts = Timing.Seconds(() => rows = EnumerateTexts(path, options.Threads));
        var numbers = Timing.Seconds(() => EnumerateNumbers(path, options.Threads));
        var store = Path.Combine(folder, "interactions.bin");
        File.Delete(store);
        var before = Environment.CpuUsage.TotalTime;
        var importing = Timing.Seconds(() => Import(path, store, options.Threads));
        var processors = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"import: {rows} rows, {new FileInfo(path).Length >> 20} MB; ParallelEnumerate {texts:F2} s; into the store and on the disk " +
            $"{importing:F2} s: {texts / importing:P0} of its speed (target 60 %), {numbers / importing:P0} of it where it takes ids for numbers and keeps no types " +
            $"({numbers:F2} s), processors {processors:F1} s; writing as many bytes and waiting for the disk alone takes " +
            $"{Writing(store):F2} s; peak {peak >> 20} MB"));
    }

    private static double Writing(string store)
    {
        var bytes = File.ReadAllBytes(store);
        return Timing.Runs(3, () =>
        {
            using var file = File.OpenHandle(store + ".copy", FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }).Median();
    }

    // As the schema has the columns: ids and types are texts.
    private static long EnumerateTexts(string path, int threads)
    {
        using var csv = CsvReader.FromFile(path);
        csv.ReadHeader();
        var rows = csv.ParallelEnumerate(
            reader => (User: reader.GetString(0), Item: reader.GetString(1), Time: reader.Parse<long>(2), Type: reader.GetString(3), Value: reader.Parse<float>(4)),
            threads);
        return Count(rows, row => row.User.Length > 0);
    }

    // What this file allows, and others do not.
    private static long EnumerateNumbers(string path, int threads)
    {
        using var csv = CsvReader.FromFile(path);
        csv.ReadHeader();
        var rows = csv.ParallelEnumerate(
            reader => (User: reader.Parse<int>(0), Item: reader.Parse<int>(1), Time: reader.Parse<long>(2), Type: reader.GetSpan(3).Length, Value: reader.Parse<float>(4)),
            threads);
        return Count(rows, row => row.User > 0);
    }

    private static long Count<T>(IEnumerable<T> rows, Func<T, bool> isThere)
    {
        var count = 0L;
        foreach (var row in rows)
        {
            count += isThere(row) ? 1 : 0;
        }

        return count;
    }

    // As InteractionsImport of the server does.
    private static void Import(string path, string store, int threads)
    {
        var schema = DatasetSchema.Interactions;
        var parts = Enumerable.Range(0, threads).Select(_ => new InteractionStoreBuilder()).ToArray();
        var readers = Array.ConvertAll<InteractionStoreBuilder, Action<DatasetCsvReader, int>>(parts, part => (reader, number) =>
        {
            part.BeginPart(number);
            Read(reader, schema, part);
        });
        var builder = new InteractionStoreBuilder();
        if (!DatasetCsvParts.TryRead(File.OpenRead(path), "interactions.csv", schema, DatasetType.Interactions, readers) || !builder.TryAdd(parts))
        {
            throw new InvalidDataException($"{path} can't be read.");
        }

        using var built = builder.Build();
        built.Save(store);
    }

    private static void Read(DatasetCsvReader reader, DatasetSchema schema, InteractionStoreBuilder builder)
    {
        var (user, item, timestamp) = (schema.IndexOf("USER_ID"), schema.IndexOf("ITEM_ID"), schema.IndexOf("TIMESTAMP"));
        var (type, value) = (schema.IndexOf("EVENT_TYPE"), schema.IndexOf("EVENT_VALUE"));
        while (reader.Read())
        {
            builder.Add(
                reader.GetSpan(user),
                reader.GetSpan(item),
                reader.GetInt64(timestamp),
                reader.GetSpan(type),
                (float)reader.GetDouble(value));
        }
    }
}
