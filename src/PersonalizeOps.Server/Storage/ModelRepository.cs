using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>Seeds, models and metrics of solution versions.</summary>
internal sealed class ModelRepository(StateSession session)
{
    private static readonly JsonTypeInfo<IReadOnlyDictionary<string, double>> MetricsType =
        StateJsonContext.Default.IReadOnlyDictionaryStringDouble;

    /// <summary>Finds the model row of a solution version.</summary>
    /// <param name="solutionVersionArn">The solution version.</param>
    /// <returns>The row, or null.</returns>
    public ModelRow? Find(string solutionVersionArn) => session.Query(
        "SELECT solution_version_arn, seed, folder, metrics, position, begun_ms FROM model WHERE solution_version_arn = $arn",
        Read,
        ("$arn", solutionVersionArn)).SingleOrDefault();

    /// <summary>Stores the row of a solution version, replacing the one it had.</summary>
    /// <param name="row">The row.</param>
    public void Set(ModelRow row) => session.Execute(
        """
        INSERT INTO model (solution_version_arn, seed, folder, metrics, position, begun_ms)
        VALUES ($arn, $seed, $folder, $metrics, $position, $begun)
        ON CONFLICT (solution_version_arn) DO UPDATE
        SET seed = excluded.seed, folder = excluded.folder, metrics = excluded.metrics, position = excluded.position,
            begun_ms = excluded.begun_ms
        """,
        ("$arn", row.SolutionVersionArn),
        ("$seed", unchecked((long)row.Seed)),
        ("$folder", row.Folder),
        ("$position", row.Position),
        ("$begun", row.Begun.ToUnixTimeMilliseconds()),
        ("$metrics", row.Metrics is null ? null : JsonSerializer.Serialize(row.Metrics, MetricsType)));

    /// <summary>Lists the folders of all trained models.</summary>
    /// <returns>Folder names.</returns>
    public IReadOnlyList<string> Folders() =>
        session.Query("SELECT folder FROM model WHERE folder IS NOT NULL", reader => reader.GetString(0));

    private static ModelRow Read(SqliteDataReader reader) => new(
        reader.GetString(0),
        unchecked((ulong)reader.GetInt64(1)),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.IsDBNull(3) ? null : JsonSerializer.Deserialize(reader.GetString(3), MetricsType))
    {
        Position = reader.GetInt64(4),
        Begun = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
    };
}
