namespace PersonalizeOps.Data;

/// <summary>What a checked file keeps for comparing it with others.</summary>
/// <param name="Users">The users by hash.</param>
/// <param name="Items">The items by hash.</param>
/// <param name="MaximumRows">How many rows a finding shows.</param>
internal sealed record DatasetIds(CompactTable Users, CompactTable Items, int MaximumRows);
