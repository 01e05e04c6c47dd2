using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>A public name is a file name, with no look-up in between.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name()
    {
        var offences =
            from file in Repository.Sources("src")
            let types = PublicTypes().Matches(Repository.Code(file)).Select(match => match.Groups["name"].Value).Distinct().ToList()
            where types.Count > 1 || (types.Count == 1 && types[0] != Path.GetFileName(file).Split('.')[0])
            select $"{Repository.Relative(file)}: {string.Join(", ", types)}";
        Assert.Empty(offences);
    }

    [Fact]
    public void A_cmdlet_stands_in_the_file_of_its_name()
    {
        var offences =
            from file in Repository.Sources("src/PersonalizeOps")
            let cmdlet = CmdletAttribute().Match(Repository.Code(file))
            where cmdlet.Success
            let name = cmdlet.Groups["verb"].Value + cmdlet.Groups["noun"].Value + "Command"
            where !Regex.IsMatch(Repository.Relative(file), $"^src/PersonalizeOps/Commands/[A-Za-z0-9]+/{name}\\.cs$")
            select $"{Repository.Relative(file)} should be {name}.cs in a family folder";
        Assert.Empty(offences);
    }

    [Fact]
    public void Manifest_cmdlets_and_help_pages_are_the_same_list()
    {
        var cmdlets = Repository.Sources("src/PersonalizeOps")
            .Select(file => CmdletAttribute().Match(Repository.Code(file)))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups["verb"].Value}-{match.Groups["noun"].Value}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "PersonalizeOps.psd1"));
        var exported = Regex.Matches(Regex.Match(manifest, @"CmdletsToExport\s*=\s*@\((.*?)\)", RegexOptions.Singleline).Groups[1].Value, "'([^']+)'")
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/en-US"), "*-*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal);
        Assert.NotEmpty(cmdlets);
        Assert.Equal(cmdlets, exported);
        Assert.Equal(cmdlets, pages);
    }

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|ref|partial|unsafe) )*(?:class|record(?: struct| class)?|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypes();

    [GeneratedRegex(@"\[Cmdlet\((?:Verbs\w+\.(?<verb>\w+)|""(?<verb>\w+)""), ""(?<noun>\w+)""")]
    private static partial Regex CmdletAttribute();
}
