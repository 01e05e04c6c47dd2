using Microsoft.CodeAnalysis;
using PersonalizeOps.Aws.Generator.Tests.Support;

namespace PersonalizeOps.Aws.Generator.Tests;

public class DiagnosticTests
{
    [Fact]
    public void A_sound_list_gives_no_diagnostic() =>
        Assert.Empty(Run("# what we use\n\n  tickets.BuyTicket   # buys\ntickets.ListTickets\n").Diagnostics());

    [Theory]
    [InlineData("tickets.BuyTickets", "POAWS002", "The model of 'tickets' has no operation 'BuyTickets'; did you mean 'BuyTicket'?")]
    [InlineData("tickets.listtickets", "POAWS002", "The model of 'tickets' has no operation 'listtickets'; did you mean 'ListTickets'?")]
    [InlineData("ticket.BuyTicket", "POAWS001", "No model describes the service 'ticket'; did you mean 'tickets'?")]
    [InlineData("BuyTicket", "POAWS004", "'BuyTicket' is not 'service.Operation'")]
    [InlineData("tickets.BuyTicket now", "POAWS004", "'tickets.BuyTicket now' is not 'service.Operation'")]
    [InlineData("tickets.", "POAWS004", "'tickets.' is not 'service.Operation'")]
    public void A_wrong_line_is_reported_where_it_stands(string line, string id, string message)
    {
        var diagnostic = Assert.Single(Run($"tickets.ReturnTicket\n  {line} # comment\n").Diagnostics());

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal("Operations.txt", place.Path);
        Assert.Equal((1, 2), (place.StartLinePosition.Line, place.StartLinePosition.Character));
    }

    [Fact]
    public void A_wrong_line_does_not_stop_the_others()
    {
        var result = Run("tickets.BuyTicket\ntickets.Nothing\n").Run();

        Assert.Single(result.Diagnostics);
        Assert.Contains(result.GeneratedSources, file => file.HintName == "TicketOffice.Client.g.cs");
    }

    [Fact]
    public void A_duplicate_line_names_the_first()
    {
        var diagnostic = Assert.Single(Run("tickets.BuyTicket\ntickets.ListTickets\ntickets.BuyTicket\n").Diagnostics());

        Assert.Equal("POAWS003", diagnostic.Id);
        Assert.Equal("'tickets.BuyTicket' is listed already in line 1", diagnostic.GetMessage());
        Assert.Equal(2, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("", "Unexpected end of the document", 0)]
    [InlineData("{\n  \"service\": \"x\"\n  \"serviceId\": \"X\" }", "Expected '}'", 2)]
    [InlineData("{ \"a\": tru }", "Expected a value", 0)]
    [InlineData("{ \"a\": \"x\ny\" }", "Unterminated string", 0)]
    [InlineData("{ \"a\": \"\\q\" }", "Unknown escape in a string", 0)]
    [InlineData("{} {}", "Unexpected text after the end of the document", 0)]
    [InlineData("[]", "Expected an object here", 0)]
    [InlineData("{\n}", "'shapes' is missing here", 0)]
    public void A_file_that_is_no_model_is_reported_with_its_line(string text, string message, int line)
    {
        var diagnostic = Assert.Single(Run("broken.Anything\n").With("Models/broken.json", text).Diagnostics());

        Assert.Equal("POAWS005", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal("Models/broken.json", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(line, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("\"member\": \"Ticket\"", "\"member\": \"Tick\"", "POAWS005", "The shape 'Tick' is not among the shapes")]
    [InlineData("\"output\": \"BuyTicketOutput\"", "\"output\": \"Text\"", "POAWS005", "The shape 'Text' is no structure")]
    [InlineData("\"http\": \"POST /\"", "\"http\": \"POST\"", "POAWS005", "'POST' is not 'METHOD /path'")]
    [InlineData("\"min\": 1", "\"min\": \"1\"", "POAWS005", "Expected a number here")]
    [InlineData("\"result_key\": \"tickets\"", "\"result_key\": \"seats\"", "POAWS005", "ListTicketsResponse has no list 'seats' to page through")]
    [InlineData("\"type\": \"structure\",", "\"type\": \"structure\", \"payload\": \"body\",", "POAWS005", "There is no member 'body' to be the payload")]
    [InlineData("\"type\": \"structure\",", "\"type\": \"structure\", \"payload\": \"show\",", "POAWS006", "A payload of type 'string' is not supported")]
    [InlineData("\"required\": true", "\"location\": \"host\"", "POAWS006", "The location 'host' is not supported")]
    [InlineData("\"protocol\": \"json\"", "\"protocol\": \"ec2\"", "POAWS006", "The protocol 'ec2' is not supported; json, rest-json and query are")]
    [InlineData("\"type\": \"double\"", "\"type\": \"document\"", "POAWS006", "The type 'document' is not supported")]
    public void A_model_that_is_not_whole_is_reported(string sound, string broken, string id, string message)
    {
        var text = Texts.Tickets;
        Assert.Contains(sound, text, StringComparison.Ordinal);
        var first = text.IndexOf(sound, StringComparison.Ordinal);
        var run = new GeneratorRun()
            .With("Models/tickets.json", string.Concat(text.AsSpan(0, first), broken, text.AsSpan(first + sound.Length)))
            .With("Operations.txt", "tickets.BuyTicket\n");

        var result = run.Run();

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage()));
        Assert.Empty(result.GeneratedSources);
        Assert.Equal(
            text[..first].Count(c => c == '\n'), diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Models_without_a_list_are_reported()
    {
        var diagnostic = Assert.Single(new GeneratorRun().With("Models/tickets.json", Texts.Tickets).Diagnostics());

        Assert.Equal("POAWS007", diagnostic.Id);
    }

    [Fact]
    public void Two_models_of_one_service_are_reported()
    {
        var result = Run("tickets.BuyTicket\n").With("Models/copy.json", Texts.Tickets).Run();

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("POAWS008", diagnostic.Id);
        Assert.Equal("The service 'tickets' is described already by tickets.json", diagnostic.GetMessage());
        Assert.NotEmpty(result.GeneratedSources);
    }

    [Fact]
    public void Other_additional_files_are_left_alone() =>
        Assert.Empty(new GeneratorRun().With("BannedSymbols.txt", "T:X").With("settings.json", "{ no json").Diagnostics());

    [Fact]
    public void Every_diagnostic_has_a_row_in_the_ledger()
    {
        var project = Path.Combine(Texts.ProjectFolder, "..", "..", "src", "PersonalizeOps.Aws.Generator");
        var ledger = File.ReadAllText(Path.Combine(project, "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(project, "AnalyzerReleases.Shipped.md"));

        var ids = Enumerable.Range(1, 8).Select(number => $"POAWS{number:000} |");

        Assert.All(ids, id => Assert.Contains(id, ledger, StringComparison.Ordinal));
    }

    private static GeneratorRun Run(string list) =>
        new GeneratorRun().With("Models/tickets.json", Texts.Tickets).With("Operations.txt", list);
}
