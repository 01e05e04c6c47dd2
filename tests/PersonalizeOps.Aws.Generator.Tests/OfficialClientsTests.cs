using PersonalizeOps.Aws.Generator.Tests.Support;

namespace PersonalizeOps.Aws.Generator.Tests;

public class OfficialClientsTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public void With_the_switch_only_what_the_packages_lack_is_emitted(string value)
    {
        var files = Emit(("UseOfficialAwsClients", value));

        Assert.Equal(
            ["TicketOffice.Contract.g.cs", "TicketOffice.Descriptor.g.cs", "TicketOffice.Shapes.g.cs"],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain("namespace Amazon", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public void Without_it_descriptors_and_contracts_are_the_same(string value)
    {
        var all = Emit(("UseOfficialAwsClients", value));
        var official = Emit(("UseOfficialAwsClients", "true"));

        Assert.Contains("TicketOffice.Client.g.cs", all.Keys);
        Assert.All(official, file => Assert.Equal(file.Value, all[file.Key]));
    }

    private static Dictionary<string, string> Emit(params (string Name, string Value)[] properties) => new GeneratorRun(properties)
        .With("Models/tickets.json", Texts.Tickets)
        .With("Operations.txt", "tickets.BuyTicket\n")
        .Run()
        .GeneratedSources
        .ToDictionary(file => file.HintName, file => file.SourceText.ToString());
}
