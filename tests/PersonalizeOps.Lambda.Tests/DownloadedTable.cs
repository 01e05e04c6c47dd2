using System.Diagnostics;
using DuckDB.NET.Data;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>A parquet file that other programs than ours read.</summary>
internal sealed class DownloadedTable(string folder) : IDisposable
{
    private string FilePath => Path.Combine(folder, "table.parquet");

    public static async Task<DownloadedTable> GetAsync(Scene scene, string key)
    {
        var table = new DownloadedTable(Directory.CreateTempSubdirectory("personalizeops-table-").FullName);
        using var response = await scene.S3.GetObjectAsync(Scene.Bucket, key, TestContext.Current.CancellationToken);
        await response.WriteResponseStreamToFileAsync(table.FilePath, append: false, TestContext.Current.CancellationToken);
        return table;
    }

    /// <summary>Asks DuckDB; the file is named "table" in the statement.</summary>
    /// <returns>The first column.</returns>
    public List<string> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("FROM table", $"FROM read_parquet('{FilePath}')", StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Runs a line of Python with a module; "path" is the file.</summary>
    /// <returns>What it prints; null where Python or the module is missing.</returns>
    public string? Python(string module, string line) =>
        Run($"import {module}") is null ? null : Run($"import {module}; path = r'{FilePath}'; {line}") ?? throw new InvalidOperationException($"{module} cannot read the file.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string? Run(string script)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
