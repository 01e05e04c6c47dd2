using System.IO.Compression;
using System.Text;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.Host;

/// <summary>The commands beside <c>start</c>: stop, status, reset, export, import, credentials.</summary>
public sealed class StateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string State => _folder.PathOf("state");

    private string Archive => _folder.PathOf("state.zip");

    [Fact]
    public async Task Status_and_stop_find_the_server_of_a_state_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        Assert.Equal(3, (await ServerProcess.RunAsync("status", "--state", State)).ExitCode);
        using var server = await ServerProcess.ListenAsync("start", "--state", State);
        var status = await ServerProcess.RunAsync("status", "--state", State);
        Assert.Equal((0, ""), (status.ExitCode, status.Errors));
        Assert.Contains($"{server.Endpoint.ToString().TrimEnd('/')} (process {server.Id}): ready, version ", status.Output, StringComparison.Ordinal);

        var stopped = await ServerProcess.RunAsync("stop", "--state", State);
        Assert.Equal((0, "Stopped."), (stopped.ExitCode, stopped.Output.Trim()));
        Assert.Equal(0, await server.WaitAsync());
        Assert.Equal(0, (await ServerProcess.RunAsync("stop", "--state", State)).ExitCode);
    }

    [Fact]
    public async Task Credentials_are_printed_for_each_shell()
    {
        Assert.Equal(1, (await ServerProcess.RunAsync("credentials", "--state", State)).ExitCode);
        using var server = await ServerProcess.ListenAsync("--state", State, "--access-key-id", "me", "--secret-access-key", "mi'ne");
        var bash = await ServerProcess.RunAsync("credentials", "--state", State);
        Assert.Contains(@"export AWS_SECRET_ACCESS_KEY='mi'\''ne'", bash.Output, StringComparison.Ordinal);
        Assert.Contains($"export AWS_ENDPOINT_URL='{server.Endpoint.ToString().TrimEnd('/')}'", bash.Output, StringComparison.Ordinal);
        var pwsh = await ServerProcess.RunAsync("credentials", "--state", State, "--shell", "pwsh");
        Assert.Contains("$env:AWS_SECRET_ACCESS_KEY = 'mi''ne'", pwsh.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ServerProcess.RunAsync("credentials", "--state", State, "--shell", "fish")).ExitCode);
    }

    [Fact]
    public async Task Reset_asks_and_keeps_the_credentials()
    {
        await FillAsync();
        var credentials = await File.ReadAllTextAsync(Path.Combine(State, "credentials.json"), Token);
        var refused = await ServerProcess.RunAsync("reset", "--state", State);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("[y/N]", refused.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(State, "state.db")));

        Assert.Equal(0, (await ServerProcess.RunAsync("reset", "--state", State, "--yes")).ExitCode);
        Assert.False(File.Exists(Path.Combine(State, "state.db")));
        Assert.Equal(credentials, await File.ReadAllTextAsync(Path.Combine(State, "credentials.json"), Token));
        await using var server = await LocalServer.StartAsync(State);
        using var s3 = server.S3();
        Assert.Empty((await s3.ListBucketsAsync(Token)).Buckets ?? []);
    }

    [Fact]
    public async Task Reset_leaves_a_foreign_folder_alone()
    {
        Directory.CreateDirectory(State);
        await File.WriteAllTextAsync(Path.Combine(State, "letter.txt"), "dear", Token);
        Assert.Equal(1, (await ServerProcess.RunAsync("reset", "--state", State, "--yes")).ExitCode);
        Assert.True(File.Exists(Path.Combine(State, "letter.txt")));
    }

    [Fact]
    public async Task A_state_goes_to_another_folder_as_one_archive_without_secrets()
    {
        await FillAsync();
        var export = await ServerProcess.RunAsync("export", "--state", State, "--file", Archive);
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
        await using (var zip = await ZipFile.OpenReadAsync(Archive, Token))
        {
            Assert.DoesNotContain(zip.Entries, entry => entry.FullName is "credentials.json" or "server.lock");
        }

        var other = _folder.PathOf("other");
        var import = await ServerProcess.RunAsync("import", "--state", other, "--file", Archive);
        Assert.Equal((0, ""), (import.ExitCode, import.Errors));
        await using var server = await LocalServer.StartAsync(other);
        using var s3 = server.S3();
        using var read = await s3.GetObjectAsync("bucket", "key", Token);
        using var text = new StreamReader(read.ResponseStream);
        Assert.Equal("hello", await text.ReadToEndAsync(Token));
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "another", ContentBody = "hello" }, Token);
    }

    [Fact]
    public async Task Export_and_import_refuse_what_would_destroy_or_tear()
    {
        await FillAsync();
        Assert.Equal(0, (await ServerProcess.RunAsync("export", "--state", State, "--file", Archive)).ExitCode);
        await RefusedAsync("exists already", "export", "--state", State, "--file", Archive);
        await RefusedAsync("not empty", "import", "--state", State, "--file", Archive);
        await RefusedAsync("no state in", "export", "--state", _folder.PathOf("none"), "--file", _folder.PathOf("b.zip"));
        await RefusedAsync("needs '--file ARCHIVE'", "export", "--state", State);
        await using var server = await LocalServer.StartAsync(State);
        await RefusedAsync("in use", "export", "--state", State, "--file", _folder.PathOf("c.zip"));
        await RefusedAsync("in use", "import", "--state", State, "--file", Archive);
        await RefusedAsync("in use", "reset", "--state", State, "--yes");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("additional")]
    [InlineData("../escape")]
    [InlineData("/absolute")]
    [InlineData("objects/../../escape")]
    [InlineData("..\\escape")]
    [InlineData("credentials.json")]
    [InlineData("server.lock")]
    [InlineData("no zip")]
    public async Task A_damaged_or_hostile_archive_leaves_nothing_behind(string damage)
    {
        await FillAsync();
        Assert.Equal(0, (await ServerProcess.RunAsync("export", "--state", State, "--file", Archive)).ExitCode);
        await DamageAsync(damage);
        var other = _folder.PathOf("other");
        await RefusedAsync("archive", "import", "--state", other, "--file", Archive);
        Assert.False(File.Exists(Path.Combine(other, "state.db")));
        Assert.DoesNotContain(Directory.GetFiles(other, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) != "server.lock");
        Assert.Equal(["other", "state", "state.zip"], Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task RefusedAsync(string reason, params string[] arguments)
    {
        var result = await ServerProcess.RunAsync(arguments);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    private async Task FillAsync()
    {
        await using var server = await LocalServer.StartAsync(State);
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", Token);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "hello" }, Token);
    }

    private async Task DamageAsync(string damage)
    {
        if (damage == "no zip")
        {
            await File.WriteAllTextAsync(Archive, "no zip", Token);
            return;
        }

        await using var zip = await ZipFile.OpenAsync(Archive, ZipArchiveMode.Update, Token);
        var content = zip.Entries.Single(entry => entry.FullName.StartsWith("objects/content/", StringComparison.Ordinal));
        switch (damage)
        {
            case "changed":
                await using (var stream = await content.OpenAsync(Token))
                {
                    stream.WriteByte((byte)'j');
                }

                break;
            case "missing":
                content.Delete();
                break;
            case "additional":
                zip.CreateEntry("models/additional");
                break;
            default:
                await RenameAsync(zip, content, damage);
                break;
        }
    }

    private static async Task RenameAsync(ZipArchive zip, ZipArchiveEntry entry, string name)
    {
        var manifest = zip.GetEntry("manifest.json")!;
        string text;
        await using (var stream = await manifest.OpenAsync(Token))
        {
            using var reader = new StreamReader(stream);
            text = await reader.ReadToEndAsync(Token);
        }

        manifest.Delete();
        var json = name.Replace("\\", "\\\\", StringComparison.Ordinal);
        text = text.Replace($"\"{entry.FullName}\"", $"\"{json}\"", StringComparison.Ordinal);
        entry.Delete();
        await WriteAsync(zip, "manifest.json", text);
        await WriteAsync(zip, name, "hello");
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text)
    {
        await using var stream = await zip.CreateEntry(name).OpenAsync(Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
    }
}
