using System.Text.Json;

namespace PersonalizeOps.Server.Tests.Host;

public sealed class StateFolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folder_and_credentials_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var server = await LocalServer.StartAsync();
        Assert.Equal("rwx------", Mode(server.StateFolder));
        Assert.Equal("rw-------", Mode(Path.Combine(server.StateFolder, "credentials.json")));
    }

    [Fact]
    public async Task A_pair_is_made_once()
    {
        using var folder = new TemporaryFolder();
        string id, secret;
        await using (var server = await LocalServer.StartAsync(folder.PathOf("state")))
        {
            (id, secret) = (server.Server.AccessKeyId, server.Server.SecretAccessKey);
            using var file = JsonDocument.Parse(await File.ReadAllTextAsync(folder.PathOf("state/credentials.json"), Token));
            Assert.Equal(id, file.RootElement.GetProperty("accessKeyId").GetString());
            Assert.Equal(secret, file.RootElement.GetProperty("secretAccessKey").GetString());
        }

        await using (var server = await LocalServer.StartAsync(folder.PathOf("state")))
        {
            Assert.Equal((id, secret), (server.Server.AccessKeyId, server.Server.SecretAccessKey));
        }

        await using var other = await LocalServer.StartAsync();
        Assert.NotEqual(id, other.Server.AccessKeyId);
        Assert.NotEqual(secret, other.Server.SecretAccessKey);
    }

    [Fact]
    public async Task A_given_pair_takes_the_place_of_the_one_made()
    {
        using var folder = new TemporaryFolder();
        await using (await LocalServer.StartAsync(folder.PathOf("state")))
        {
        }

        await using var server = await LocalServer.StartAsync(
            folder.PathOf("state"), configure: options => options with { AccessKeyId = "me", SecretAccessKey = "mine" });
        Assert.Contains("\"me\"", await File.ReadAllTextAsync(folder.PathOf("state/credentials.json"), Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"accessKeyId\":\"me\"}")]
    [InlineData("no json")]
    public async Task Damaged_credentials_are_told_and_not_replaced(string content)
    {
        using var folder = new TemporaryFolder();
        await using (await LocalServer.StartAsync(folder.PathOf("state")))
        {
        }

        await File.WriteAllTextAsync(folder.PathOf("state/credentials.json"), content, Token);
        var error = await Assert.ThrowsAsync<StartException>(() => LocalServer.StartAsync(folder.PathOf("state")));
        Assert.Contains("credentials.json", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(folder.PathOf("state/credentials.json"), Token));
    }

    [Fact]
    public async Task A_folder_with_foreign_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("letter.txt"), "dear", Token);
        await Assert.ThrowsAsync<StartException>(() => LocalServer.StartAsync(folder.Root));
        Assert.Equal([folder.PathOf("letter.txt")], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_folder()
    {
        await using var server = await LocalServer.StartAsync();
        await Assert.ThrowsAsync<StartException>(() => LocalServer.StartAsync(server.StateFolder));
        Assert.True(File.Exists(Path.Combine(server.StateFolder, "server.json")));
    }

    [Fact]
    public async Task Objects_outlive_the_server_and_leftovers_do_not()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await LocalServer.StartAsync(folder.PathOf("state")))
        {
            using var s3 = server.S3();
            await s3.PutBucketAsync("bucket", Token);
            await s3.PutObjectAsync(new() { BucketName = "bucket", Key = "key", ContentBody = "hello" }, Token);
        }

        await File.WriteAllTextAsync(folder.PathOf("state/tmp/half"), "ha", Token);
        await File.WriteAllTextAsync(folder.PathOf("state/objects/content/0/0123456789abcdef0123456789abcdef"), "orphan", Token);
        await using (var server = await LocalServer.StartAsync(folder.PathOf("state")))
        {
            using var s3 = server.S3();
            using var read = await s3.GetObjectAsync("bucket", "key", Token);
            using var text = new StreamReader(read.ResponseStream);
            Assert.Equal("hello", await text.ReadToEndAsync(Token));
            Assert.False(File.Exists(folder.PathOf("state/tmp/half")));
            Assert.Single(Directory.GetFiles(folder.PathOf("state/objects/content"), "*", SearchOption.AllDirectories));
        }
    }

    [Theory]
    [InlineData("state.db")]
    [InlineData("objects/index.db")]
    public async Task A_damaged_state_is_refused_and_left_alone(string database)
    {
        using var folder = new TemporaryFolder();
        await using (await LocalServer.StartAsync(folder.PathOf("state")))
        {
        }

        // As a disk that lost what lies behind the first page.
        var path = folder.PathOf($"state/{database}");
        var damaged = await File.ReadAllBytesAsync(path, Token);
        damaged.AsSpan(4096).Fill(0xA5);
        damaged.AsSpan(100, 3900).Fill(0xA5);
        await File.WriteAllBytesAsync(path, damaged, Token);

        var error = await Assert.ThrowsAsync<StartException>(() => LocalServer.StartAsync(folder.PathOf("state")));
        Assert.Contains($"The state in '{folder.PathOf("state")}' is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task A_state_of_a_newer_server_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using (await LocalServer.StartAsync(folder.PathOf("state")))
        {
        }

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.PathOf("state/objects/index.db")};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9999";
            await command.ExecuteNonQueryAsync(Token);
        }

        var error = await Assert.ThrowsAsync<StartException>(() => LocalServer.StartAsync(folder.PathOf("state")));
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    private static string Mode(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        var mode = (int)File.GetUnixFileMode(path);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => (mode & (1 << (8 - bit))) != 0 ? "rwx"[bit % 3] : '-'));
    }
}
