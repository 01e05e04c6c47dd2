using Amazon.Personalize.Model;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Deletion;

/// <summary>Removes users from the datasets of a group, imported and streamed rows alike, and from what models in service know.</summary>
internal sealed class DeleteUsersHandler(
    Database database,
    ResourceTransitions transitions,
    DatasetFiles files,
    S3Inputs inputs,
    CampaignServer campaigns,
    RecentEvents recent,
    TimeProvider time) : IJobHandler
{
    private const string InvalidLocation = "Invalid Data location";
    private const long MaximumBytes = 100L << 20;

    private static readonly Data.DatasetSchema Input = Data.DatasetSchema.Parse(
        """{"type":"record","name":"Users","fields":[{"name":"USER_ID","type":"string"}]}""");

    /// <inheritdoc/>
    public string Kind => JobKind.DeleteUsers;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = transitions.Enter(job.ResourceArn, ResourceStatus.InProgress);
        var deletion = ResourceDocument.Read<DataDeletionJob>(row);
        var users = ReadUsers(deletion.DataSource.DataLocation, cancellationToken);
        var datasets = database.Read(session =>
            session.Resources.All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.Dataset, deletion.DatasetGroupArn)));
        var parts = new List<Replacement>();
        foreach (var dataset in datasets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var type = DatasetTypes.Parse(dataset.Arn[(dataset.Arn.LastIndexOf('/') + 1)..]);
            if (Rewrite(dataset.Arn, type, $"deletion-{job.Id}-{type}.bin", users) is { } part)
            {
                parts.Add(part);
            }
        }

        files.Flush();
        return Task.FromResult(new JobResult(
            session => Publish(session, job, deletion, datasets, users, parts),
            () => CleanUp(row, deletion, parts)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Failed, reason);

    private HashSet<string> ReadUsers(string location, CancellationToken cancellationToken)
    {
        var objects = inputs.Find(location, InvalidLocation);
        if (objects.Sum(info => info.Size) > MaximumBytes)
        {
            throw new JobFailedException("The list of users is larger than the 100 MB that a data deletion job allows.");
        }

        var users = new HashSet<string>();
        try
        {
            foreach (var info in objects)
            {
                using var reader = new DatasetCsvReader(inputs.Open(info), Path.GetFileName(info.Key), Input, DatasetType.Users);
                while (reader.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    users.Add(System.Text.Encoding.UTF8.GetString(reader.GetSpan(0)));
                }
            }
        }
        catch (DatasetFaultException exception)
        {
            throw new JobFailedException($"The list of users cannot be read. {exception.Message}", exception);
        }

        return users;
    }

    private Replacement? Rewrite(string arn, DatasetType type, string name, HashSet<string> users)
    {
        var previous = database.Read(session => session.DatasetContents.Find(arn));
        if (previous is null || type is DatasetType.Items or DatasetType.Actions)
        {
            return null;
        }

        return type == DatasetType.Users ? RewriteUsers(previous, name, users) : RewriteInteractions(previous, name, users);
    }

    private Replacement? RewriteInteractions(DatasetContent previous, string name, HashSet<string> users)
    {
        using var store = files.OpenInteractions(previous.DatasetArn)!;
        if (!users.Any(user => store.TryGetUser(user, out _)))
        {
            return null;
        }

        using var kept = store.Except(users);
        kept.Save(files.PathOf(name));
        return new Replacement(new DatasetContent(previous.DatasetArn, name, kept.Count), previous.File, store.Count - kept.Count);
    }

    private Replacement? RewriteUsers(DatasetContent previous, string name, HashSet<string> users)
    {
        using var table = files.OpenTable(previous.DatasetArn)!;
        if (!users.Any(table.Contains))
        {
            return null;
        }

        var builder = new ItemTableBuilder(table.Columns);
        foreach (var id in table.Ids.Where(id => !users.Contains(id)))
        {
            builder.Add(id, [.. table.Columns.Select(column => table.GetValue(id, column))]);
        }

        using var kept = builder.Build();
        kept.Save(files.PathOf(name));
        return new Replacement(new DatasetContent(previous.DatasetArn, name, kept.Count), previous.File, table.Count - kept.Count);
    }

    private void Publish(
        StateSession session,
        JobRow job,
        DataDeletionJob deletion,
        IReadOnlyList<ResourceRow> datasets,
        HashSet<string> users,
        List<Replacement> parts)
    {
        parts.ForEach(part => session.DatasetContents.Set(part.Content));
        var deleted = parts.Sum(part => part.Deleted) + datasets.Sum(dataset => session.Streams.RemoveUsers(dataset.Arn, users));
        session.ForgottenUsers.Add(deletion.DatasetGroupArn, users, time.GetUtcNow());
        transitions.Change<DataDeletionJob>(
            session,
            job.ResourceArn,
            (changed, _) => changed.NumDeleted = (int)Math.Min(deleted, int.MaxValue));
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Completed);
    }

    private void CleanUp(ResourceRow row, DataDeletionJob deletion, List<Replacement> parts)
    {
        parts.ForEach(part => files.Remove(part.PreviousFile));
        recent.Forget();
        foreach (var kind in new[] { ResourceKind.Campaign, ResourceKind.Recommender })
        {
            var query = new ResourceQuery(row.AccountId, row.Region, kind, deletion.DatasetGroupArn);
            foreach (var served in database.Read(session => session.Resources.All(query)))
            {
                campaigns.Forget(served.Arn);
            }
        }
    }

    private sealed record Replacement(DatasetContent Content, string PreviousFile, long Deleted);
}
