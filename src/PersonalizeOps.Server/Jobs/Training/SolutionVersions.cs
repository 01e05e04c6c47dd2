using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Makes solution versions and their jobs, on request and by schedule.</summary>
internal sealed class SolutionVersions(TimeProvider time)
{
    private const int IdLength = 8;

    /// <summary>Begins a training.</summary>
    /// <param name="session">The change of state.</param>
    /// <param name="solutionRow">An ACTIVE solution.</param>
    /// <param name="name">The name asked for; null for none.</param>
    /// <param name="mode">How to train.</param>
    /// <param name="type">Who asked for it.</param>
    /// <returns>The new version's ARN; null, with nothing stored, when its name is taken.</returns>
    public string? Begin(StateSession session, ResourceRow solutionRow, string? name, TrainingMode mode, TrainingType type)
    {
        var solution = ResourceDocument.Read<Solution>(solutionRow);
        var id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        var arn = $"{solution.SolutionArn}/{id}";
        var now = time.GetUtcNow();
        var row = new ResourceRow(
            arn,
            ResourceKind.SolutionVersion,
            solutionRow.AccountId,
            solutionRow.Region,
            name is null ? $"{solution.Name}/{id}" : $"{solution.Name}:{name}",
            ResourceStatus.CreatePending,
            null,
            now,
            now,
            ResourceDocument.Write(Version(solution, arn, name, mode, type)));
        if (!session.Resources.TryInsert(row, solution.SolutionArn, solution.DatasetGroupArn))
        {
            return null;
        }

        session.Models.Set(new ModelRow(arn, SeedOf(solution.DatasetGroupArn), null, null));
        JobQueue.Enqueue(session, JobKind.Train, arn);
        return arn;
    }

    /// <summary>Finds the newest trained version of a solution.</summary>
    /// <param name="session">The state.</param>
    /// <param name="row">A resource in the solution's account and region.</param>
    /// <param name="solutionArn">The solution.</param>
    /// <returns>Its model; null when no version is ACTIVE.</returns>
    public static ModelRow? Newest(StateSession session, ResourceRow row, string solutionArn) => session.Resources
        .All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.SolutionVersion, solutionArn))
        .Where(version => version.Status == ResourceStatus.Active)
        .OrderByDescending(version => version.Sequence)
        .Select(version => session.Models.Find(version.Arn))
        .FirstOrDefault(model => model?.Folder is not null);

    /// <summary>Gives the seed of what is trained on a dataset group.</summary>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <returns>One seed for the group: its solutions are measured on the same test users, so their metrics can be compared.</returns>
    public static ulong SeedOf(string datasetGroupArn) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(datasetGroupArn)));

    private static SolutionVersion Version(Solution solution, string arn, string? name, TrainingMode mode, TrainingType type) => new()
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
        TrainingMode = mode,
        TrainingType = type,
    };
}
