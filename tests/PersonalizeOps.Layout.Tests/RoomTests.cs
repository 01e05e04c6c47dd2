using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>Each room is told by what it may not mention.</summary>
public sealed class RoomTests
{
    public static TheoryData<string, string> Rules => new()
    {
        { "src/PersonalizeOps.Loader", @"\bAmazon\b|Management\.Automation|PersonalizeOps\.(Aws|Data|Engine|Server)" },
        { "src/PersonalizeOps", @"Data\.Sqlite|using Microsoft\.AspNetCore|PersonalizeOps\.(Engine|Server)\b" },
        { "src/PersonalizeOps.Aws", @"Management\.Automation|PersonalizeOps\.(Data|Engine|Server)\b" },
        { "src/PersonalizeOps.Aws.Generator", @"System\.IO\.File\b|DateTime(Offset)?\.(Utc)?Now\b|Stopwatch" },
        { "src/PersonalizeOps.Data", @"using Amazon|Management\.Automation|PersonalizeOps\.(Aws|Engine|Server)\b" },
        { "src/PersonalizeOps.Engine", @"using Amazon|System\.Net|Sqlite|AspNetCore|PersonalizeOps\.(Aws|Data|Server)\b" },
        { "src/PersonalizeOps.Server/Protocol", @"PersonalizeOps\.(Engine|Data)\b|Server\.Jobs|Sqlite" },
        { "src/PersonalizeOps.Server/Services/Personalize", @"AspNetCore\.Http|Sqlite|PersonalizeOps\.Engine" },
        { "src/PersonalizeOps.Server/Services/PersonalizeRuntime", @"AspNetCore\.Http|Sqlite|PersonalizeOps\.Engine" },
        { "src/PersonalizeOps.Server/Services/PersonalizeEvents", @"AspNetCore\.Http|Sqlite|PersonalizeOps\.Engine" },
        { "src/PersonalizeOps.Server/Storage", @"AspNetCore\.Http|PersonalizeOps\.Engine|Server\.(Services|Jobs)" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_room_does_not_mention_what_belongs_elsewhere(string room, string forbidden)
    {
        var files = Repository.Sources(room).ToList();
        Assert.NotEmpty(files);
        var offences = files
            .Select(file => (File: Repository.Relative(file), Match: Regex.Match(Repository.Code(file), forbidden)))
            .Where(offence => offence.Match.Success)
            .Select(offence => $"{offence.File}: {offence.Match.Value}");
        Assert.Empty(offences);
    }

    [Fact]
    public void Jobs_alone_call_the_engine()
    {
        var offences = Repository.Sources("src/PersonalizeOps.Server")
            .Where(file => !Repository.Relative(file).StartsWith("src/PersonalizeOps.Server/Jobs/", StringComparison.Ordinal))
            .Where(file => Repository.Code(file).Contains("PersonalizeOps.Engine", StringComparison.Ordinal))
            .Select(Repository.Relative);
        Assert.Empty(offences);
    }

    [Fact]
    public void The_loader_references_nothing()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src/PersonalizeOps.Loader/PersonalizeOps.Loader.csproj"));
        Assert.DoesNotContain("Reference", project, StringComparison.Ordinal);
    }
}
