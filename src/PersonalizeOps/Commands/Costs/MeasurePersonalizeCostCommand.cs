using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Costs;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Costs;

/// <summary>
/// Estimates what a plan will cost on AWS, from data files or counts, or what the resources of an account have cost so far and cost each month.
/// Prices come from a dated file that you can replace; compare them with the price page.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "PersonalizeCost", DefaultParameterSetName = AccountSet)]
[OutputType(typeof(CostItem))]
public sealed class MeasurePersonalizeCostCommand : PersonalizeCmdlet
{
    private const string AccountSet = "Account";
    private const string ResourceSet = "Resource";
    private const string PathSet = "Path";
    private const string DatasetSet = "Dataset";
    private const string CountSet = "Count";

    private readonly List<CostItem> _items = [];
    private CostCalculator _calculator = null!;
    private int _measured;
    private bool _isPlan;

    // What the files of a plan hold together; one plan is made of all of them.
    private decimal? _interactions;
    private long? _bytes;

    /// <summary>The data of a plan: CSV files named after the type of dataset, such as interactions.csv, or folders with them; wildcards are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The data of a plan: what ConvertTo-PersonalizeDataset emits.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    [RecordTransformation]
    public PersonalizeDataset? Dataset { get; set; }

    /// <summary>The data of a plan: the number of interactions.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CountSet)]
    [ValidateRange(0, long.MaxValue)]
    public long Interactions { get; set; }

    /// <summary>The data of a plan: the bytes that are imported. The default is 40 for each interaction.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? Length { get; set; }

    /// <summary>Dataset groups or solutions, of which the costs so far are shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ResourceSet)]
    [RecordTransformation]
    public PersonalizeResource? InputObject { get; set; }

    /// <summary>Shows the costs so far of this dataset group, given as name or ARN. The default is all of the account and region.</summary>
    [Parameter(ParameterSetName = AccountSet)]
    [Alias("DatasetGroupArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity? DatasetGroup { get; set; }

    /// <summary>Shows the costs so far of this solution, given as name or ARN.</summary>
    [Parameter(ParameterSetName = AccountSet)]
    [Alias("SolutionArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    /// <summary>The recipe of a plan. The default is aws-user-personalization; the v2 recipes are billed in another way.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [Alias("RecipeArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Recipe)]
    public ResourceIdentity Recipe { get; set; } = new("aws-user-personalization");

    /// <summary>The most trainings of a search for hyperparameters, for recipes billed by the hour. The default is 1: no search.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(1, 40)]
    public int MaxTrainingJobs { get; set; } = 1;

    /// <summary>How often a month is trained. The default is 1.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, 1000)]
    public int TrainingsPerMonth { get; set; } = 1;

    /// <summary>The MinProvisionedTPS of the campaign, its floor. The default is 1; 0 plans no campaign.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, 100000)]
    public int MinProvisionedTps { get; set; } = 1;

    /// <summary>The hours a month that the campaign exists. The default is 730, the whole month.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, 744)]
    public int CampaignHours { get; set; } = (int)CostCalculator.HoursOfMonth;

    /// <summary>The recommendations asked of the campaign in a month. The default is 0: it only stands by.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, long.MaxValue)]
    public long Recommendations { get; set; }

    /// <summary>The users of batch jobs in a month. The default is 0.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, long.MaxValue)]
    public long BatchUsers { get; set; }

    /// <summary>The users of segment jobs in a month. The default is 0.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, long.MaxValue)]
    public long SegmentUsers { get; set; }

    /// <summary>The price file. The default is the one that the variable PERSONALIZEOPS_PRICES names, else PersonalizeOps.Prices.json of the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PriceFile { get; set; }

    /// <summary>The region whose prices apply. The default is that of the connection, else us-east-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        // A plan needs no connection, and what comes through the pipeline is not known yet.
        var connection = MyInvocation.BoundParameters.ContainsKey(nameof(Connection)) ? Connection : ConnectionState.Current;
        var prices = PriceList.Load(PriceFile is null ? null : GetUnresolvedProviderPathFromPSPath(PriceFile));
        _calculator = new CostCalculator(prices, Region ?? connection?.Region ?? "us-east-1");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        _isPlan = ParameterSetName is PathSet or DatasetSet or CountSet;
        if (Dataset is not null)
        {
            await AddFileAsync(Dataset.ItemsPath, null, cancellationToken);
            await AddFileAsync(Dataset.InteractionsPath, Dataset.Interactions, cancellationToken);
        }
        else if (InputObject is not null)
        {
            await TryAsync(InputObject.Name, () => AddResourceAsync(InputObject, cancellationToken));
        }

        foreach (var path in Path)
            await TryAsync(path, () => AddPathAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        // An empty pipeline means nothing, not all there is.
        if (ParameterSetName == AccountSet && !MyInvocation.ExpectingInput)
            await AddAccountAsync(cancellationToken);
        if (ParameterSetName == CountSet)
        {
            const int BytesOfRow = 40;
            _interactions = Interactions;
            _bytes = Length ?? (long)Math.Min((decimal)Interactions * BytesOfRow, long.MaxValue);
            _measured++;
            _items.Add(_calculator.Import(null, _bytes, Length is null ? $"About {BytesOfRow} bytes for each interaction." : "The length given."));
        }

        // The errors are told; a plan without its data is none, and a total of nothing says nothing.
        if (_measured == 0)
            return;
        if (_isPlan)
            AddPlan();
        foreach (var item in _items)
            WriteObject(item);
        WriteObject(_calculator.Total(_items, Note()));
    }

    private string Note() => _isPlan ? "For the first month. "
        : $"What was deleted is not seen. {(Connection.StatePath is null ? "" : "The local server bills nothing: this is what AWS would. ")}";

    private void AddPlan()
    {
        var recipe = ResourceArn.NameOf(Recipe.Text);
        if (RecipeNames.WarningAbout(recipe, $"it is counted as one billed by {(CostCalculator.IsV2(recipe) ? "interactions and requests" : "the hour")}") is { } warning)
            WriteWarning(warning);
        if (TrainingsPerMonth > 0 && _interactions is not null)
        {
            var training = new TrainingCosts(_calculator).OfData(recipe, _interactions, _bytes, MaxTrainingJobs);
            _items.Add(TrainingsPerMonth == 1 ? training : training with
            {
                Quantity = training.Quantity * TrainingsPerMonth,
                Amount = training.Amount * TrainingsPerMonth,
                MonthlyAmount = training.Amount * TrainingsPerMonth,
                Basis = $"{TrainingsPerMonth} trainings a month. {training.Basis}",
            });
        }

        if (MinProvisionedTps > 0)
        {
            var campaign = _calculator.Campaign(null, recipe, MinProvisionedTps, CampaignHours, Recommendations, "A month.");
            _items.Add(campaign with { MonthlyAmount = campaign.Amount });
        }

        if (BatchUsers > 0)
            _items.Add(_calculator.Batch(null, recipe, BatchUsers, "A month's users of batch jobs."));
        if (SegmentUsers > 0)
            _items.Add(_calculator.Segment(null, SegmentUsers, "A month's users of segment jobs."));
    }

    private async Task AddPathAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var found in GivenPaths.Find(this, path))
            await TryAsync(found, () => AddFoundAsync(found, cancellationToken));
    }

    private async Task AddFoundAsync(string path, CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.csv").Where(file => DatasetTypeNames.OfFile(file) is not null).Order(StringComparer.Ordinal).ToList()
            : [path];
        if (files.Count == 0)
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"The folder {path} holds no CSV file named after a type of dataset.", path,
                "Name the files interactions.csv, items.csv, users.csv.");
        foreach (var file in files)
            await AddFileAsync(file, null, cancellationToken);
    }

    private async Task AddFileAsync(string file, long? rows, CancellationToken cancellationToken)
    {
        await TryAsync(file, async () =>
        {
            var length = new FileInfo(file).Length;
            if (DatasetTypeNames.OfFile(file) is not { } type)
                WriteWarning($"{file} is not named after a type of dataset, such as interactions.csv: it counts as an import, and no training is made of it.");
            else if (type == "Interactions")
            {
                _interactions = (_interactions ?? 0) + (rows ?? await RowCount.OfFileAsync(file, cancellationToken));
                _bytes = (_bytes ?? 0) + length;
            }

            _items.Add(_calculator.Import(System.IO.Path.GetFileName(file), length, "The size of the file."));
            _measured++;
        });
    }

    private async Task AddResourceAsync(PersonalizeResource resource, CancellationToken cancellationToken)
    {
        var costs = new AccountCosts(Api, _calculator);
        _items.AddRange(resource switch
        {
            DatasetGroup group => await costs.OfGroupAsync(group.Arn, cancellationToken),
            Solution solution => await costs.OfSolutionAsync(solution, cancellationToken),
            _ => throw new PersonalizeException("WrongKind", ErrorCategory.InvalidArgument, $"'{resource.Arn}' is neither a dataset group nor a solution.", resource.Arn,
                "Pipe dataset groups or solutions."),
        });
        _measured++;
    }

    private async Task AddAccountAsync(CancellationToken cancellationToken)
    {
        if (Solution is not null)
            await TryAsync(Solution.Text, async () => await AddResourceAsync(
                await Api.GetSolutionAsync(Solution.ArnOf(ResourceKind.Solution, Connection), cancellationToken), cancellationToken));
        if (DatasetGroup is not null)
            await TryAsync(DatasetGroup.Text, async () => await AddResourceAsync(
                await Api.GetDatasetGroupAsync(DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection), cancellationToken), cancellationToken));
        if (Solution is not null || DatasetGroup is not null)
            return;
        var groups = await Api.ListDatasetGroupsAsync(cancellationToken);
        _measured++;
        foreach (var group in groups)
            await TryAsync(group.Name, async () => await AddResourceAsync(await Api.GetDatasetGroupAsync(group.Arn, cancellationToken), cancellationToken));
    }
}
