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
        var reading = Timing.Runs(1, () => rows = Enumerate(path, options.Threads)).Median();
        var importing = Timing.Seconds(() => Import(path, Path.Combine(folder, "interactions.bin")));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"import: {rows} rows, {new FileInfo(path).Length >> 20} MB; ParallelEnumerate {reading:F2} s; into the store and on the disk " +
            $"{importing:F2} s: {reading / importing:P0} of its speed (target 60 %)"));
    }

    private static long Enumerate(string path, int threads)
    {
        using var csv = CsvReader.FromFile(path);
        csv.ReadHeader();
        var sum = 0L;
        var rows = csv.ParallelEnumerate(
            reader => (reader.Parse<int>(0), reader.Parse<int>(1), reader.Parse<long>(2), reader.GetSpan(3).Length, reader.Parse<float>(4)),
            threads);
        foreach (var row in rows)
        {
            sum += row.Item1 > 0 ? 1 : 0;
        }

        return sum;
    }

    private static void Import(string path, string store)
    {
        var schema = DatasetSchema.Interactions;
        var (user, item, timestamp) = (schema.IndexOf("USER_ID"), schema.IndexOf("ITEM_ID"), schema.IndexOf("TIMESTAMP"));
        var (type, value) = (schema.IndexOf("EVENT_TYPE"), schema.IndexOf("EVENT_VALUE"));
        var builder = new InteractionStoreBuilder();
        using (var reader = new DatasetCsvReader(File.OpenRead(path), "interactions.csv", schema, DatasetType.Interactions))
        {
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

        using var built = builder.Build();
        built.Save(store);
    }
}
