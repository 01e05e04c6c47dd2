using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>credentials</c>: prints what AWS clients read from their environment.</summary>
internal static class CredentialsCommand
{
    /// <summary>Prints it: the pair of keys, a region and, while a server runs, its address.</summary>
    public static async Task<int> RunAsync(ServerOptions options, string shell, CommandConsole console)
    {
        var server = await RunningServer.FindAsync(options.StateFolder);
        var key = AccessKey.Read(Path.Combine(options.StateFolder, StateFolder.CredentialsFile))
            ?? throw new StartException($"The state folder '{Path.GetFullPath(options.StateFolder)}' has no credentials yet; start the server once.");
        await WriteAsync("AWS_ACCESS_KEY_ID", key.AccessKeyId);
        await WriteAsync("AWS_SECRET_ACCESS_KEY", key.SecretAccessKey);
        await WriteAsync("AWS_REGION", "us-east-1");
        await WriteAsync("AWS_DEFAULT_REGION", "us-east-1");
        if (server is not null)
        {
            await WriteAsync("AWS_ENDPOINT_URL", server.Endpoint);
        }

        return 0;

        Task WriteAsync(string name, string value) => console.Output.WriteLineAsync(ShellSyntax.Set(shell, name, value));
    }
}
