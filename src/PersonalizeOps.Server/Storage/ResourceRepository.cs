using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>The stored resources and what they refer to.</summary>
internal sealed class ResourceRepository(StateSession session)
{
    private const string Columns =
        "r.sequence, r.arn, r.kind, r.account_id, r.region, r.name, r.status, r.failure_reason, r.created_ms, r.updated_ms, r.document";

    /// <summary>Stores a new resource.</summary>
    /// <param name="row">The resource.</param>
    /// <param name="references">The ARNs it hangs on.</param>
    /// <returns>False, with nothing stored, when its ARN or its name is taken.</returns>
    public bool TryInsert(ResourceRow row, params IReadOnlyList<string> references)
    {
        var inserted = session.Execute(
            """
            INSERT INTO resource (arn, kind, account_id, region, name, status, failure_reason, created_ms, updated_ms, document)
            VALUES ($arn, $kind, $account, $region, $name, $status, $reason, $created, $updated, $document)
            ON CONFLICT DO NOTHING
            """,
            ("$arn", row.Arn),
            ("$kind", row.Kind),
            ("$account", row.AccountId),
            ("$region", row.Region),
            ("$name", row.Name),
            ("$status", row.Status),
            ("$reason", row.FailureReason),
            ("$created", row.Created.ToUnixTimeMilliseconds()),
            ("$updated", row.Updated.ToUnixTimeMilliseconds()),
            ("$document", row.Document));
        if (inserted == 0)
        {
            return false;
        }

        AddReferences(row.Arn, references);
        return true;
    }

    /// <summary>Finds a resource.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <returns>The resource, or null.</returns>
    public ResourceRow? Find(string arn) =>
        session.Query($"SELECT {Columns} FROM resource r WHERE r.arn = $arn", Read, ("$arn", arn)).SingleOrDefault();

    /// <summary>Stores status, failure reason, time of change and document of an existing resource.</summary>
    /// <param name="row">The resource as it is to be.</param>
    public void Update(ResourceRow row) => session.Execute(
        "UPDATE resource SET status = $status, failure_reason = $reason, updated_ms = $updated, document = $document WHERE arn = $arn",
        ("$arn", row.Arn),
        ("$status", row.Status),
        ("$reason", row.FailureReason),
        ("$updated", row.Updated.ToUnixTimeMilliseconds()),
        ("$document", row.Document));

    /// <summary>Removes a resource with its tags, references, content and model rows.</summary>
    /// <param name="arn">Its ARN.</param>
    public void Delete(string arn) => session.Execute("DELETE FROM resource WHERE arn = $arn", ("$arn", arn));

    /// <summary>Replaces what a resource hangs on.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="references">The ARNs it hangs on from now.</param>
    public void SetReferences(string arn, params IReadOnlyList<string> references)
    {
        session.Execute("DELETE FROM resource_reference WHERE arn = $arn", ("$arn", arn));
        AddReferences(arn, references);
    }

    /// <summary>Gives the ARNs a resource hangs on.</summary>
    /// <param name="arn">The resource.</param>
    /// <returns>The ARNs, in no meaningful order.</returns>
    public IReadOnlyList<string> References(string arn) => session.Query(
        "SELECT target_arn FROM resource_reference WHERE arn = $arn",
        reader => reader.GetString(0),
        ("$arn", arn));

    /// <summary>Lists resources in the order of their creation.</summary>
    /// <param name="query">Which.</param>
    /// <param name="after">Only those whose sequence is greater; 0 for the first page.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>The resources.</returns>
    public IReadOnlyList<ResourceRow> Page(ResourceQuery query, long after, int count) => session.Query(
        $"SELECT {Columns} FROM resource r {Matching} AND r.sequence > $after ORDER BY r.sequence LIMIT $count",
        Read,
        [.. Parameters(query), ("$after", after), ("$count", count)]);

    /// <summary>Lists every resource that matches, in the order of their creation.</summary>
    /// <param name="query">Which.</param>
    /// <returns>The resources.</returns>
    public IReadOnlyList<ResourceRow> All(ResourceQuery query) => Page(query, 0, int.MaxValue);

    /// <summary>Lists the resources of a kind in all regions.</summary>
    /// <param name="kind">One of <see cref="ResourceKind"/>.</param>
    /// <param name="status">Only in this status.</param>
    /// <returns>The resources.</returns>
    public IReadOnlyList<ResourceRow> AllOf(string kind, string status) => session.Query(
        $"SELECT {Columns} FROM resource r WHERE r.kind = $kind AND r.status = $status ORDER BY r.sequence",
        Read,
        ("$kind", kind),
        ("$status", status));

    /// <summary>Finds the youngest resource that matches.</summary>
    /// <param name="query">Which.</param>
    /// <param name="statuses">Only in these; none for any.</param>
    /// <returns>The resource, or null.</returns>
    public ResourceRow? Latest(ResourceQuery query, params IReadOnlyList<string> statuses) => session.Query(
        $"SELECT {Columns} FROM resource r {Matching} {InStatuses(statuses)} ORDER BY r.sequence DESC LIMIT 1",
        Read,
        [.. Parameters(query), .. StatusParameters(statuses)]).SingleOrDefault();

    /// <summary>Counts resources.</summary>
    /// <param name="query">Which.</param>
    /// <param name="statuses">Only in these; none for any.</param>
    /// <returns>How many.</returns>
    public long Count(ResourceQuery query, params IReadOnlyList<string> statuses) => session.Scalar(
        $"SELECT count(*) FROM resource r {Matching} {InStatuses(statuses)}",
        [.. Parameters(query), .. StatusParameters(statuses)]);

    private const string Matching =
        """
        WHERE r.account_id = $account AND r.region = $region AND r.kind = $kind
        AND ($target IS NULL OR EXISTS (SELECT 1 FROM resource_reference f WHERE f.arn = r.arn AND f.target_arn = $target))
        """;

    private static string InStatuses(IReadOnlyList<string> statuses) =>
        statuses.Count == 0 ? "" : $"AND r.status IN ({string.Join(", ", statuses.Select((_, i) => $"$status{i}"))})";

    private static IEnumerable<(string, object?)> StatusParameters(IReadOnlyList<string> statuses) =>
        statuses.Select((status, i) => ($"$status{i}", (object?)status));

    private static (string, object?)[] Parameters(ResourceQuery query) =>
        [("$account", query.AccountId), ("$region", query.Region), ("$kind", query.Kind), ("$target", query.Target)];

    private static ResourceRow Read(SqliteDataReader reader) => new(
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(9)),
        reader.GetString(10))
    {
        Sequence = reader.GetInt64(0),
    };

    private void AddReferences(string arn, IReadOnlyList<string> references)
    {
        foreach (var target in references.Distinct())
        {
            session.Execute("INSERT INTO resource_reference (arn, target_arn) VALUES ($arn, $target)", ("$arn", arn), ("$target", target));
        }
    }
}
