using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>The pointers from datasets to the files with their rows.</summary>
internal sealed class DatasetContentRepository(StateSession session)
{
    /// <summary>Finds the content of a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The content, or null when nothing was imported.</returns>
    public DatasetContent? Find(string datasetArn) => session.Query(
        "SELECT dataset_arn, file, row_count FROM dataset_content WHERE dataset_arn = $arn",
        Read,
        ("$arn", datasetArn)).SingleOrDefault();

    /// <summary>Points a dataset to another file.</summary>
    /// <param name="content">The new content.</param>
    public void Set(DatasetContent content) => session.Execute(
        """
        INSERT INTO dataset_content (dataset_arn, file, row_count) VALUES ($arn, $file, $rows)
        ON CONFLICT (dataset_arn) DO UPDATE SET file = excluded.file, row_count = excluded.row_count
        """,
        ("$arn", content.DatasetArn),
        ("$file", content.File),
        ("$rows", content.RowCount));

    /// <summary>Lists all contents.</summary>
    /// <returns>The contents.</returns>
    public IReadOnlyList<DatasetContent> All() => session.Query("SELECT dataset_arn, file, row_count FROM dataset_content", Read);

    private static DatasetContent Read(SqliteDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2));
}
