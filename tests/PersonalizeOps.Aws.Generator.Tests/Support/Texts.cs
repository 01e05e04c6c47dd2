using System.Runtime.CompilerServices;

namespace PersonalizeOps.Aws.Generator.Tests.Support;

/// <summary>Models and lists for the tests.</summary>
internal static class Texts
{
    /// <summary>A service small enough to read its generated code as a whole.</summary>
    public static string Tickets => File.ReadAllText(Path.Combine(ProjectFolder, "Models", "tickets.json"));

    /// <summary>A second service, to see that it stays untouched.</summary>
    public const string Clock = """
        {
          "service": "clock", "serviceId": "Clock", "apiVersion": "2021-01-01", "protocol": "json", "targetPrefix": "Clock",
          "endpointPrefix": "clock",
          "operations": { "Tick": { "http": "POST /", "input": "TickRequest" } },
          "shapes": { "TickRequest": { "type": "structure", "members": { "at": { "shape": "Text" } } }, "Text": { "type": "string" } }
        }
        """;

    /// <summary>The folder of this test project's sources.</summary>
    public static string ProjectFolder { get; } = Path.GetFullPath(Path.Combine(ThisFile(), "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
