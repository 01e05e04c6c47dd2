using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PersonalizeOps.Aws.Generator.Tests.Support;

namespace PersonalizeOps.Aws.Generator.Tests;

/// <summary>
/// Compares the code emitted for a small model with the files in Golden. After a change that is meant, run the tests once with
/// <c>PERSONALIZEOPS_RECORD_GOLDEN=1</c> in the environment: it writes the files anew, and the difference shows in the commit.
/// </summary>
public class GoldenFileTests
{
    private const string RecordVariable = "PERSONALIZEOPS_RECORD_GOLDEN";

    private static string Folder => Path.Combine(Texts.ProjectFolder, "Golden");

    [Fact]
    public void Emitted_code_is_as_recorded()
    {
        var emitted = Emit().ToDictionary(file => file.HintName + ".golden", file => file.SourceText.ToString());
        if (Environment.GetEnvironmentVariable(RecordVariable) == "1")
        {
            Record(emitted);
        }

        var recorded = Directory.GetFiles(Folder, "*.golden").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
        Assert.Equal(emitted.Keys.Order(StringComparer.Ordinal), recorded);
        Assert.All(emitted, file => Assert.Equal(File.ReadAllText(Path.Combine(Folder, file.Key)), file.Value));
    }

    [Fact]
    public void Emitted_code_is_the_same_each_time() =>
        Assert.Equal(Emit().Select(file => file.SourceText.ToString()), Emit().Select(file => file.SourceText.ToString()));

    private static ImmutableArray<GeneratedSourceResult> Emit() => new GeneratorRun()
        .With("Models/tickets.json", Texts.Tickets)
        .With("Operations.txt", "tickets.BuyTicket\ntickets.ListTickets\ntickets.ReturnTicket\n")
        .Run()
        .GeneratedSources;

    private static void Record(Dictionary<string, string> emitted)
    {
        Directory.CreateDirectory(Folder);
        foreach (var stale in Directory.GetFiles(Folder, "*.golden"))
        {
            File.Delete(stale);
        }

        foreach (var (name, text) in emitted)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
        }
    }
}
