using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Checking the interactions of the generated set, against reading the same columns with CsvHelper alone by one reader.</summary>
internal static class DoctorCommand
{
    private const int Runs = 3;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var options = SpeedOptions.Parse(args, []);
        var folder = SampleData.FolderOf(options.Largest);
        var path = Path.Combine(folder, "interactions.csv");
        if (!File.Exists(path))
        {
            error.WriteLine("Converting …");
            DatasetConverter.Convert(folder, folder);
        }

        output.WriteLine(Machine.Line);
        var memory = 0L;
        CheckedDataset? found = null;
        // In turns, so that both meet the same machine.
        var pairs = Enumerable.Range(0, Runs + 1).Select(_ => (
            Reading: Measure(() => Read(path)),
            Checking: Measure(() => (found, memory) = Check(path, options.Threads)))).Skip(1).ToList();
        var (reading, readingCpu) = Median(pairs.Select(pair => pair.Reading));
        var (checking, checkingCpu) = Median(pairs.Select(pair => pair.Checking));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"doctor: {found!.Rows} rows, {new FileInfo(path).Length >> 20} MB, {options.Threads} threads; one reader of CsvHelper {reading:F2} s " +
            $"(processor {readingCpu:F2}), the check {checking:F2} s (processor {checkingCpu:F2}): {checking / reading:F2} times (target 2), " +
            $"of the processor's time {checkingCpu / readingCpu:F2} times; memory {memory >> 20} MB; medians of {Runs} runs"));
        foreach (var finding in found.Findings)
        {
            output.WriteLine($"  {finding.Severity} {finding.Code}: {finding.Message}");
        }

        return 0;
    }

    private static (double Seconds, double Processor) Measure(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var seconds = Timing.Seconds(work);
        return (seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    private static (double Seconds, double Processor) Median(IEnumerable<(double Seconds, double Processor)> runs)
    {
        var all = runs.ToList();
        return (all.Select(run => run.Seconds).Order().ToArray().Median(), all.Select(run => run.Processor).Order().ToArray().Median());
    }

    private static void Read(string path)
    {
        using var csv = CsvReader.FromFile(path);
        csv.ReadHeader();
        var sum = 0.0;
        while (csv.Read())
        {
            sum += csv.GetSpan(0).Length + csv.GetSpan(1).Length + csv.Parse<long>(2) + csv.GetSpan(3).Length + csv.Parse<float>(4);
        }

        GC.KeepAlive(sum);
    }

    private static (CheckedDataset Dataset, long Memory) Check(string path, int threads)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var file = File.OpenRead(path);
        var options = new CheckOptions { Type = DatasetType.Interactions, Schema = DatasetSchema.Interactions, Length = file.Length, Threads = threads };
        var dataset = DatasetCheck.Run(file, "interactions.csv", options);
        return (dataset, GC.GetTotalMemory(forceFullCollection: false) - before);
    }
}
