using System.Runtime.InteropServices;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>The line that says what a benchmark ran on.</summary>
internal static class Machine
{
    public static string Line
    {
        get
        {
            var processor = File.Exists("/proc/cpuinfo")
                ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                : null;
            return $"{processor ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        }
    }
}
