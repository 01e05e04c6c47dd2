using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>An operation of the server stands in the file of its name.</summary>
public sealed class ServerOperationTests
{
    [Theory]
    [InlineData("Personalize")]
    [InlineData("PersonalizeRuntime")]
    [InlineData("PersonalizeEvents")]
    public void An_override_of_the_contract_stands_in_the_file_of_its_operation(string service)
    {
        var folder = Path.Combine("src/PersonalizeOps.Server/Services", service);
        var overrides = Repository.Sources(folder)
            .SelectMany(file => Regex.Matches(Repository.Code(file), @"public override (?:async )?Task<\w+Response> (\w+)Async\(\s*\w+Request ")
                .Select(match => (File: file, Operation: match.Groups[1].Value)))
            .ToList();
        Assert.NotEmpty(overrides);
        Assert.All(overrides, entry => Assert.Equal(entry.Operation + ".cs", Path.GetFileName(entry.File)));
    }
}
