using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Costs;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>
/// Trains a new version of a solution. On AWS training is billed: one that is estimated to cost more than the budget is asked about first.
/// </summary>
[Cmdlet(VerbsCommon.New, "SolutionVersion", SupportsShouldProcess = true)]
[OutputType(typeof(Records.SolutionVersion))]
public sealed class NewSolutionVersionCommand : JobCmdlet
{
    /// <summary>The solution, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionArn", "Name")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity Solution { get; set; } = null!;

    /// <summary>FULL (the default) trains on all data, UPDATE adds new items to the newest version; only aws-user-personalization knows it.</summary>
    [Parameter]
    [ValidateSet("FULL", "UPDATE")]
    public string TrainingMode { get; set; } = "FULL";

    /// <summary>
    /// What a training on AWS may cost without a question; with -Confirm:$false what it may cost at all. The default is that of the variable
    /// PERSONALIZEOPS_BUDGET, else of the price file.
    /// </summary>
    [Parameter]
    [ValidateRange(0, double.MaxValue)]
    public decimal? Budget { get; set; }

    /// <summary>Trains without a question, whatever it may cost.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <summary>Whether the user wants no questions. A console whose input is no person's would answer them with their default, yes.</summary>
    private bool IsQuiet => MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && confirm is SwitchParameter { IsPresent: false };

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Solution.Text, async () =>
    {
        var solutionArn = Solution.ArnOf(ResourceKind.Solution, Connection);
        var name = ResourceArn.NameOf(solutionArn);
        if (!ShouldProcess(name, "CreateSolutionVersion"))
            return;
        // A solution made a moment ago by the pipeline's left side may not be ACTIVE yet.
        var solution = (Records.Solution)await WaitForEndAsync(solutionArn, updated: false, cancellationToken);
        if (Connection.IsBillable && !Force && !await IsAffordableAsync(solution, cancellationToken))
            return;
        var request = new CreateSolutionVersionRequest
        {
            SolutionArn = solutionArn,
            TrainingMode = Amazon.Personalize.TrainingMode.FindValue(TrainingMode),
            Tags = TagList.From(Tag),
        };
        WriteObject(await FinishAsync(await Api.CreateSolutionVersionAsync(request, cancellationToken), updated: false, cancellationToken));
    });

    /// <summary>Whether a training is within the budget, or the user agrees to it.</summary>
    /// <exception cref="PersonalizeException">It is not, and nobody can be asked.</exception>
    private async Task<bool> IsAffordableAsync(Records.Solution solution, CancellationToken cancellationToken)
    {
        var prices = PriceList.Load(null);
        var budget = Budget ?? OwnBudget() ?? prices.Budget;
        var cost = await new TrainingCosts(new CostCalculator(prices, Connection.Region)).OfSolutionAsync(Api, solution, cancellationToken);
        var estimate = $"Training {solution.Name} may cost {cost.Amount:0.00} {cost.Currency}, by prices of {prices.Date}: {cost.Basis}";
        WriteVerbose(cost.Amount is null ? $"What training {solution.Name} costs cannot be estimated: {cost.Basis}" : estimate);
        if (cost.Amount is null || cost.Amount <= budget)
            return true;
        if (IsQuiet)
            throw Exceeded(solution, estimate, budget, null);
        WriteWarning(estimate);
        try
        {
            return ShouldContinue($"Train {solution.Name} above the budget of {budget:0.00} {cost.Currency}?", "New-SolutionVersion");
        }
        // A host that cannot ask says so in many ways.
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            throw Exceeded(solution, estimate, budget, error);
        }
    }

    private static PersonalizeException Exceeded(Records.Solution solution, string estimate, decimal budget, Exception? error) => new(
        "BudgetExceeded", ErrorCategory.LimitsExceeded, $"{estimate} That is above the budget of {budget:0.00}, and nobody can be asked.",
        solution.Name, "Train with -Force, or set -Budget or the variable PERSONALIZEOPS_BUDGET.", error);

    private static decimal? OwnBudget() => Environment.GetEnvironmentVariable("PERSONALIZEOPS_BUDGET") switch
    {
        null or "" => null,
        var text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var budget) && budget >= 0 => budget,
        var text => throw new PersonalizeException("InvalidBudget", ErrorCategory.InvalidArgument, $"PERSONALIZEOPS_BUDGET is '{text}', which is no amount.", text,
            "Write a number such as 25 or 12.50."),
    };
}
