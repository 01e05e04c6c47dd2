using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSolutionVersion.</content>
internal sealed partial class PersonalizeService
{
    private const int SolutionVersionQuota = 20;
    private const int SolutionVersionIdLength = 8;

    /// <inheritdoc/>
    public override Task<CreateSolutionVersionResponse> CreateSolutionVersionAsync(
        CreateSolutionVersionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var mode = request.TrainingMode ?? TrainingMode.FULL;
        if (mode != TrainingMode.FULL)
        {
            throw Errors.InvalidInput($"The trainingMode {mode.Value} is not supported by this local server; use FULL.");
        }

        PersonalizeArn.Require(request.SolutionArn, ResourceKind.Solution);
        var id = RandomNumberGenerator.GetHexString(SolutionVersionIdLength, lowercase: true);
        var arn = $"{request.SolutionArn}/{id}";
        Change(session =>
        {
            var row = FindActive(session, context, request.SolutionArn, ResourceKind.Solution);
            RequireNoSolutionUpdate(row);
            var solution = ResourceDocument.Read<Solution>(row);
            RequireData(session, Find(session, context, solution.DatasetGroupArn, ResourceKind.DatasetGroup), "INTERACTIONS");
            var name = request.Name is null ? $"{solution.Name}/{id}" : $"{solution.Name}:{request.Name}";
            var version = Version(solution, arn, request.Name);
            var resource = new NewResource<SolutionVersion>(ResourceKind.SolutionVersion, arn, name, ResourceStatus.CreatePending, version);
            Insert(session, context, resource, request.Tags, solution.SolutionArn, solution.DatasetGroupArn);
            CheckSolutionVersionQuota(session, row);
            session.Models.Set(new ModelRow(arn, SeedOf(solution.DatasetGroupArn), null, null));
            JobQueue.Enqueue(session, JobKind.Train, arn);
        });
        return Task.FromResult(new CreateSolutionVersionResponse { SolutionVersionArn = arn });
    }

    private static SolutionVersion Version(Solution solution, string arn, string? name) => new()
    {
        Name = name,
        SolutionVersionArn = arn,
        SolutionArn = solution.SolutionArn,
        PerformHPO = solution.PerformHPO,
        PerformAutoML = solution.PerformAutoML,
        PerformIncrementalUpdate = solution.PerformIncrementalUpdate,
        RecipeArn = solution.RecipeArn,
        EventType = solution.EventType,
        DatasetGroupArn = solution.DatasetGroupArn,
        SolutionConfig = solution.SolutionConfig,
        TrainingMode = TrainingMode.FULL,
        TrainingType = TrainingType.MANUAL,
    };

    /// <summary>Refuses to train on a dataset group that lacks a dataset or whose dataset is empty.</summary>
    private static void RequireData(StateSession session, ResourceRow group, params IReadOnlyList<string> types)
    {
        var datasets = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn));
        foreach (var type in types)
        {
            var dataset = datasets.FirstOrDefault(row => row.Arn.EndsWith($"/{type}", StringComparison.Ordinal))
                ?? throw Errors.InvalidInput($"The dataset group {group.Arn} has no dataset of type {type}.");
            if (session.DatasetContents.Find(dataset.Arn) is null && !session.Streams.HasRows(dataset.Arn))
            {
                RequireUnused(session, dataset, ResourceKind.DatasetImportJob, ResourceStatus.BeingCreated);
                throw Errors.InvalidInput($"The dataset {dataset.Arn} has no data. Import some first.");
            }
        }
    }

    private static void CheckSolutionVersionQuota(StateSession session, ResourceRow solution)
    {
        var versions = new ResourceQuery(solution.AccountId, solution.Region, ResourceKind.SolutionVersion);
        if (session.Resources.Count(versions, ResourceStatus.BeingCreated) > SolutionVersionQuota)
        {
            throw TooManyInMotion(SolutionVersionQuota);
        }
    }

    // One seed for a dataset group: its solutions are measured on the same test users, so their metrics can be compared.
    private static ulong SeedOf(string datasetGroupArn) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(datasetGroupArn)));
}
