using Microsoft.CodeAnalysis;
using PersonalizeOps.Aws.Generator.Tests.Support;

namespace PersonalizeOps.Aws.Generator.Tests;

public class CachingTests
{
    private const string List = "tickets.BuyTicket\nclock.Tick\n";

    [Fact]
    public void An_unrelated_edit_runs_no_step_again()
    {
        var run = Both();
        run.Run();

        var result = run.WithSource("class Unrelated { }").Run();

        Assert.All(AllSteps, step => Assert.All(GeneratorRun.Reasons(result, step), AssertUntouched));
        Assert.All(GeneratorRun.EmissionReasons(result), AssertUntouched);
    }

    [Fact]
    public void An_edit_of_a_model_emits_that_service_again_and_no_other()
    {
        var run = Both();
        run.Run();

        var result = run.With("Models/tickets.json", Texts.Tickets.Replace("\"max\": 10", "\"max\": 12", StringComparison.Ordinal)).Run();

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, StepNames.ReadModel));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            GeneratorRun.Reasons(result, StepNames.SelectService));
        Assert.Single(GeneratorRun.EmissionReasons(result), IncrementalStepRunReason.Modified);
        Assert.Contains(result.GeneratedSources, file => file.SourceText.ToString().Contains("Max = 12", StringComparison.Ordinal));
    }

    [Fact]
    public void An_edit_of_what_is_not_listed_emits_nothing_again()
    {
        var run = Both();
        run.Run();

        var result = run.With(
            "Models/tickets.json", Texts.Tickets.Replace("ReturnTicketRequest", "GiveBackRequest", StringComparison.Ordinal)).Run();

        Assert.Equal(
            [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged],
            GeneratorRun.Reasons(result, StepNames.SelectService));
        Assert.All(GeneratorRun.EmissionReasons(result), AssertUntouched);
    }

    [Fact]
    public void A_comment_in_the_list_emits_nothing_again()
    {
        var run = Both();
        run.Run();

        var result = run.With("Operations.txt", "# what we use\n" + List).Run();

        Assert.Equal([IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, StepNames.ReadOperations));
        Assert.All(GeneratorRun.EmissionReasons(result), AssertUntouched);
    }

    [Fact]
    public void A_new_line_in_the_list_emits_the_operation()
    {
        var run = Both();
        Assert.DoesNotContain(run.Run().GeneratedSources, Mentions("ReturnTicketAsync"));

        var result = run.With("Operations.txt", List + "tickets.ReturnTicket\n").Run();

        Assert.Contains(result.GeneratedSources, Mentions("ReturnTicketAsync"));
    }

    private static string[] AllSteps =>
        [StepNames.ReadModel, StepNames.ReadOperations, StepNames.ReadOptions, StepNames.SelectService, StepNames.CheckList];

    private static GeneratorRun Both() => new GeneratorRun()
        .With("Models/tickets.json", Texts.Tickets)
        .With("Models/clock.json", Texts.Clock)
        .With("Operations.txt", List);

    private static void AssertUntouched(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"The step was {reason}.");

    private static Predicate<GeneratedSourceResult> Mentions(string name) =>
        file => file.SourceText.ToString().Contains(name, StringComparison.Ordinal);
}
