namespace PersonalizeOps.Server.Storage;

/// <summary>The content of <c>server.json</c>.</summary>
/// <param name="Pid">The process id of the running server.</param>
/// <param name="Endpoint">Where it listens, such as <c>http://127.0.0.1:4570</c>.</param>
internal sealed record ServerFile(int Pid, string Endpoint);
