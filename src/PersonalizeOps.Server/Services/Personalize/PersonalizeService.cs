using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>The rules of Personalize's control plane: one operation a file, in the folder of its family; here what they share.</summary>
internal sealed partial class PersonalizeService(Database database, JobQueue queue, Quotas quotas, TimeProvider time) : PersonalizeContract
{
    private const int DefaultPageSize = 100;

    /// <summary>Refuses a resource, just stored, of which too many are being made.</summary>
    private static void CheckInMotion(StateSession session, ResourceQuery of, int quota, IReadOnlyList<string>? statuses = null)
    {
        if (session.Resources.Count(of, statuses ?? ResourceStatus.BeingCreated) > quota)
        {
            throw Errors.LimitExceeded($"More than {quota} resources with PENDING or IN_PROGRESS status.");
        }
    }

    /// <summary>Refuses a resource, just stored, of which there are too many; those that failed do not count.</summary>
    private static void CheckNumber(StateSession session, ResourceQuery of, int quota)
    {
        if (session.Resources.Count(of) - session.Resources.Count(of, ResourceStatus.CreateFailed) > quota)
        {
            throw Errors.LimitExceeded(
                $"Cannot create a {of.Kind.Replace('-', ' ')}. More than {quota} resources in ACTIVE state. Please delete some and try again.");
        }
    }

    /// <summary>Changes the state and lets the jobs begin that the change put into the queue.</summary>
    private void Change(Action<StateSession> change)
    {
        database.Write(change);
        queue.Wake();
    }

    /// <summary>Finds the resource of an ARN of one kind.</summary>
    private static ResourceRow Find(StateSession session, CallContext context, string arn, string kind)
    {
        PersonalizeArn.Require(arn, kind);
        return Find(session, context, arn);
    }

    /// <summary>Finds the resource of an ARN; those of other regions and accounts are out of sight.</summary>
    private static ResourceRow Find(StateSession session, CallContext context, string arn) =>
        session.Resources.Find(arn) is { } row && row.Region == context.Region && row.AccountId == context.AccountId
            ? row
            : throw Errors.ResourceNotFound(arn);

    /// <summary>Finds a resource that others may be built on.</summary>
    private static ResourceRow FindActive(StateSession session, CallContext context, string arn, string kind)
    {
        var row = Find(session, context, arn, kind);
        return row.Status switch
        {
            ResourceStatus.Active => row,
            _ when ResourceStatus.InMotion(row.Status) => throw Errors.ResourceInUse($"{arn} is in {row.Status} state; it must be ACTIVE."),
            _ => throw Errors.InvalidInput($"{arn} is in {row.Status} state; it must be ACTIVE."),
        };
    }

    /// <summary>Stores a new resource with its tags.</summary>
    private void Insert<T>(
        StateSession session,
        CallContext context,
        NewResource<T> resource,
        List<Tag>? tags,
        params IReadOnlyList<string> references)
        where T : class
    {
        CheckTags(tags);
        var now = time.GetUtcNow();
        var row = new ResourceRow(
            resource.Arn,
            resource.Kind,
            context.AccountId,
            context.Region,
            resource.Name,
            resource.Status,
            null,
            now,
            now,
            ResourceDocument.Write(resource.Document));
        if (!session.Resources.TryInsert(row, references))
        {
            throw Errors.ResourceAlreadyExists($"Another resource with Arn {resource.Arn} or name {resource.Name} already exists.");
        }

        foreach (var tag in tags ?? [])
        {
            session.Tags.Set(resource.Arn, tag.TagKey, tag.TagValue);
        }
    }

    /// <summary>Marks a resource as to be deleted and puts the deletion into the queue.</summary>
    private void BeginDelete(StateSession session, ResourceRow row)
    {
        if (ResourceStatus.InMotion(row.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is in {row.Status} state.");
        }

        session.Resources.Update(row with { Status = ResourceStatus.DeletePending, Updated = time.GetUtcNow() });
        JobQueue.Enqueue(session, JobKind.Delete, row.Arn);
    }

    /// <summary>Refuses a deletion while resources of some kind hang on the resource.</summary>
    private static void RequireUnused(StateSession session, ResourceRow row, string byKind, params IReadOnlyList<string> inStatuses)
    {
        var query = new ResourceQuery(row.AccountId, row.Region, byKind, row.Arn);
        if (session.Resources.Latest(query, inStatuses) is { } user)
        {
            throw Errors.ResourceInUse($"{row.Arn} is in use: {user.Arn} ({user.Status}) depends on it.");
        }
    }

    /// <summary>Reads a resource for a Describe operation.</summary>
    private T Describe<T>(CallContext context, string arn, string kind)
        where T : class =>
        ResourceDocument.Read<T>(database.Read(session => Find(session, context, arn, kind)));

    /// <summary>Reads a page for a List operation.</summary>
    private (List<T> Items, string? NextToken) List<T>(CallContext context, ListCall call)
        where T : class
    {
        if (call.Target is not null)
        {
            PersonalizeArn.Require(call.Target, call.TargetKind!);
        }

        var seal = $"{call.Operation}\n{context.AccountId}\n{context.Region}\n{call.Target}";
        var after = PageToken.Read(seal, call.NextToken);
        var size = call.MaxResults ?? DefaultPageSize;
        var query = new ResourceQuery(context.AccountId, context.Region, call.Kind, call.Target);
        var rows = database.Read(session => session.Resources.Page(query, after, size + 1));
        return (
            [.. rows.Take(size).Select(ResourceDocument.Read<T>)],
            rows.Count > size ? PageToken.Write(seal, rows[size - 1].Sequence) : null);
    }
}
