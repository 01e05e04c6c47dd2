using System.Globalization;
using CsvHelper;
using DuckDB.NET.Data;
using PersonalizeOps.Data;

namespace PersonalizeOps.Cloud.Tests.Glue;

/// <summary>The Glue job's SQL, run on DuckDB, and the converter of the module give the same rows: two implementations, one truth.</summary>
public sealed class TransformTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personalize-glue-").FullName;

    public static TheoryData<double, int, double> Settings() => new()
    {
        { 1, 0, 0 },
        { 0.3, 7, 0 },
        { 0.05, 0, 0 },
        { 1, 0, 3.5 },
        { 0.5, 42, 2 },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_generated_sample_becomes_the_same_rows(double fraction, int seed, double minimumRating)
    {
        SampleDatasetGenerator.Generate(Path.Combine(_folder, "data"), SampleDatasetPreset.Small, 1, null, TestContext.Current.CancellationToken);

        AssertSame(Path.Combine(_folder, "data"), fraction, seed, minimumRating);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Crooked_input_becomes_the_same_rows(double fraction, int seed, double minimumRating)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        File.WriteAllText(
            Path.Combine(data, "movies.csv"),
            "movieId,title,genres\n1,Plain (1995),Action|Drama\n2,\"Comma, The (2001)\",(no genres listed)\n3,No year,Comedy\n4,  Two   spaces (1980)  ,  Horror \n"
            + "5,Range (2006–2007),Drama\n6,Open (2011- ),Drama\n7,(1999),Drama\n8,\"Quote \"\"in\"\" (1970)\",Drama\n9,Odd (3000),Drama\n10,Nobody rated (1990),Drama\n11,Twice (1991) (1992),Drama\n");
        var rows = new List<string> { "userId,movieId,rating,timestamp" };
        for (var user = 1; user <= 60; user++)
        {
            for (var movie = 1; movie <= 9; movie++)
            {
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{user},{movie},{(user + movie) % 10 / 2.0 + 0.5},{1_000_000_000 + (user * 37 % 50)}"));
            }

            rows.Add($"{user},1,5.0,{1_000_000_000 + (user * 37 % 50)}"); // the same event with another rating
            rows.Add(rows[^3]); // an exact repetition
        }

        File.WriteAllLines(Path.Combine(data, "ratings.csv"), rows);

        AssertSame(data, fraction, seed, minimumRating);
    }

    private void AssertSame(string data, double fraction, int seed, double minimumRating)
    {
        var output = Path.Combine(_folder, "out");
        var options = new ConvertOptions { Fraction = fraction, Seed = seed, MinimumRating = minimumRating };
        var result = DatasetConverter.Convert(data, output, options, null, TestContext.Current.CancellationToken);
        using var connection = Connect(data, fraction, seed, minimumRating);

        Assert.Equal(Rows(result.InteractionsPath), Rows(connection, "interactions.sql"));
        Assert.Equal(Rows(result.ItemsPath), Rows(connection, "items.sql"));
    }

    private static DuckDBConnection Connect(string data, double fraction, int seed, double minimumRating)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var limit = fraction >= 1 ? "g" : ((uint)(fraction * Math.Pow(2, 32))).ToString("x8", CultureInfo.InvariantCulture);
        Execute(connection, $"CREATE TABLE ratings AS SELECT *, row_number() OVER () AS position FROM read_csv('{data}/ratings.csv', columns = {{'userId': 'INT', 'movieId': 'INT', 'rating': 'DOUBLE', 'timestamp': 'BIGINT'}})");
        Execute(connection, $"CREATE TABLE movies AS SELECT *, row_number() OVER () AS position FROM read_csv('{data}/movies.csv', columns = {{'movieId': 'INT', 'title': 'VARCHAR', 'genres': 'VARCHAR'}}, quote = '\"', escape = '\"')");
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE settings AS SELECT CAST({minimumRating} AS DOUBLE) AS minimum_rating, {seed} AS seed, '{limit}' AS sample_limit"));
        return connection;
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Rows(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Repository.Text("glue", "sql", statement);
        using var reader = command.ExecuteReader();
        var rows = new List<string> { string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)) };
        while (reader.Read())
        {
            rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.IsDBNull(i) ? null : reader.GetValue(i)))));
        }

        return rows;
    }

    private static List<string> Rows(string csvPath)
    {
        using var reader = CsvReader.FromFile(csvPath, new CsvReaderOptions { Separator = ',', HasHeader = false });
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        }

        return rows;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
