using System.Diagnostics;
using System.Text.Json;
using PersonalizeOps.Benchmarks.Serving;
using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Module;

/// <summary>The command line of the module's benchmark, and how it starts PowerShell.</summary>
internal sealed record ModuleOptions(string[] Shell, string Script)
{
    private string[] Parts { get; init; } = ["calls", "convert"];

    /// <summary>The generated data that is converted.</summary>
    public SampleDatasetPreset Preset { get; private init; } = SampleDatasetPreset.TwentyFiveMillion;

    public static ModuleOptions Parse(string[] args)
    {
        var options = new ModuleOptions([], "");
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--shell" => options with { Shell = value.Split('|') },
                "--script" => options with { Script = value },
                "--parts" => options with { Parts = value.Split(',') },
                "--preset" => options with { Preset = SampleDatasetPresets.Parse(value) },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        return options.Shell.Length > 0 && options.Script.Length > 0 ? options : throw new ArgumentException("Start this through ./build.sh bench module.");
    }

    public bool Has(string part) => Parts.Contains(part);

    /// <summary>Runs a part of the script against a server and gives its figures by name.</summary>
    public Dictionary<string, double> Run(string part, Uri endpoint, PreparedState prepared, int throttle, int users) => Run(
    [
        part, "-Endpoint", endpoint.ToString(), "-Key", BenchServer.Key, "-Secret", BenchServer.Secret, "-CampaignArn", prepared.CampaignArn,
        "-KnownUsers", prepared.Users.Count.ToString(), "-Throttle", throttle.ToString(), "-Users", users.ToString(),
    ]);

    /// <summary>Runs a part of the script on files and gives its figures by name.</summary>
    public Dictionary<string, double> RunConversion(string part, string source, string target) => Run([part, "-Source", source, "-Target", target]);

    private Dictionary<string, double> Run(string[] arguments)
    {
        string[] all = [.. Shell[1..], "-NoLogo", "-NoProfile", "-NonInteractive", "-File", Script, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Shell[0], all) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Dictionary<string, double>>(text)!
            : throw new InvalidOperationException($"{Script} {arguments[0]} ended with {process.ExitCode}.");
    }
}
