using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>One transaction on the state: the repositories that take part in it.</summary>
/// <remarks>Lives only inside <see cref="Database.Read{T}"/> or <see cref="Database.Write{T}"/>.</remarks>
internal sealed class StateSession
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    public StateSession(SqliteConnection connection, SqliteTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
        Resources = new ResourceRepository(this);
        Tags = new TagRepository(this);
        DatasetContents = new DatasetContentRepository(this);
        Models = new ModelRepository(this);
        Jobs = new JobRepository(this);
        Tracking = new TrackingRepository(this);
        Streams = new StreamRepository(this);
        ForgottenUsers = new ForgottenUserRepository(this);
        Attributions = new AttributionRepository(this);
    }

    public ResourceRepository Resources { get; }

    public TagRepository Tags { get; }

    public DatasetContentRepository DatasetContents { get; }

    public ModelRepository Models { get; }

    public JobRepository Jobs { get; }

    public TrackingRepository Tracking { get; }

    public StreamRepository Streams { get; }

    public ForgottenUserRepository ForgottenUsers { get; }

    public AttributionRepository Attributions { get; }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement, with named parameters.</param>
    /// <param name="parameters">Their names and values.</param>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="read">Makes one row.</param>
    /// <param name="parameters">Names and values.</param>
    /// <returns>The rows in the query's order.</returns>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        ForEach(sql, reader => rows.Add(read(reader)), parameters);
        return rows;
    }

    /// <summary>Runs a query whose rows are not all kept.</summary>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="take">Gets each row in the query's order.</param>
    /// <param name="parameters">Names and values.</param>
    public void ForEach(string sql, Action<SqliteDataReader> take, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            take(reader);
        }
    }

    /// <summary>Runs a query that gives one number.</summary>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="parameters">Names and values.</param>
    /// <returns>The number.</returns>
    public long Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
