using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>
/// The zip of the functions, unpacked into an empty folder and loaded as the managed runtime does: by assembly, type and method, from what the zip
/// holds and nothing else, with settings, region, credentials and endpoint from the environment.
/// </summary>
public sealed partial class PackageTests(PackageTests.Package package) : IClassFixture<PackageTests.Package>, IAsyncLifetime
{
    private const string RealTime = "PersonalizeOps.Lambda::PersonalizeOps.Lambda.RealTime.Function::Handler";
    private const string BadUser = """{"resource":"/recommendations","httpMethod":"GET","requestContext":{"stage":"v1"},"queryStringParameters":{"user_id":" "},"body":null}""";

    private Scene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        var keys = await _scene.Credentials.GetCredentialsAsync();
        foreach (var (name, value) in new (string, string)[]
        {
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", keys.AccessKey),
            ("AWS_SECRET_ACCESS_KEY", keys.SecretKey),
            ("AWS_ENDPOINT_URL", _scene.Endpoint.ToString()),
            ("AWS_LAMBDA_FUNCTION_NAME", "functions"),
            ("STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:m"),
            ("REQUIRED_FILES", "ratings.csv,movies.csv"),
            ("OUTPUT_PREFIX", "results/"),
            ("HAS_INFERENCE", "true"),
            ("HAS_SEGMENT", "true"),
            ("MOVIES_URI", $"s3://{Scene.Bucket}/titles/items.csv"),
            ("CAMPAIGN_ARN", Scene.Arn("campaign/films")),
        })
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public void Every_handler_of_the_templates_is_in_the_zip_and_can_be_made()
    {
        var handlers = Directory.EnumerateFiles(Path.Combine(Package.Root, "cloudformation"), "*.yaml")
            .SelectMany(path => Handler().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.Equal(5, handlers.Count);
        Assert.All(handlers, handler => Assert.NotNull(package.Load(handler)));
    }

    [Theory]
    [InlineData("TrainingTrigger")]
    [InlineData("BatchTrigger")]
    public void The_triggers_answer_the_test_event_of_S3(string function)
    {
        var handle = package.Load($"PersonalizeOps.Lambda::PersonalizeOps.Lambda.{function}.Function::Handler");

        Assert.Equal("""{"started":[]}""", new StreamReader(handle(S3Events.Stream(S3Events.Test))).ReadToEnd());
    }

    [Fact]
    public async Task The_API_answers_400_and_then_recommends()
    {
        var group = await _scene.CreateImportedGroupAsync("films");
        await _scene.DeployAsync(await _scene.CreateTrainedVersionAsync(group, "films", Scene.UserPersonalization), "films");
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows());
        var handle = package.Load(RealTime);

        var bad = S3Events.Read(handle(S3Events.Stream(BadUser)));
        var good = S3Events.Read(handle(S3Events.Stream(BadUser.Replace("\" \"", "\"u2\"", StringComparison.Ordinal))));

        Assert.Equal(400, bad.GetProperty("statusCode").GetInt32());
        Assert.Contains("user_id", bad.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, good.GetProperty("statusCode").GetInt32());
        Assert.Equal(25, JsonDocument.Parse(good.GetProperty("body").GetString()!).RootElement.GetProperty("recommendations").GetArrayLength());
    }

    [Fact]
    public async Task The_transform_writes_parquet_that_DuckDB_reads()
    {
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows());
        await _scene.UploadAsync("results/a/users.json.out", """{"input":{"userId":"u1"},"output":{"recommendedItems":["i1","i2"],"scores":[0.5,0.25]},"error":null}""");
        var handle = package.Load("PersonalizeOps.Lambda::PersonalizeOps.Lambda.BatchTransform.Function::Handler");

        handle(S3Events.Stream($$"""{"kind":"inference","input":"s3://b/users.json","output":"s3://{{Scene.Bucket}}/results/a/"}"""));

        using var table = await DownloadedTable.GetAsync(_scene, "results/a/users.parquet");
        Assert.Equal(["u1 1 i1 0.5", "u1 2 i2 0.25"], table.Query("SELECT concat_ws(' ', userId, rank, itemId, score) FROM table ORDER BY rank"));
    }

    [GeneratedRegex(@"Handler: (\S+)")]
    private static partial Regex Handler();

    /// <summary>The functions as they are uploaded, made once for all tests of the class.</summary>
    public sealed class Package : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("personalizeops-package-").FullName;
        private readonly ManagedRuntime _runtime;

        public Package()
        {
            var published = PathOf("published");
            Publish(published);
            ZipFile.CreateFromDirectory(published, PathOf("functions.zip"));
            Directory.Delete(published, recursive: true);
            var task = PathOf("task");
            ZipFile.ExtractToDirectory(PathOf("functions.zip"), task);
            _runtime = new ManagedRuntime(task);
        }

        public static string Root { get; } = FindRoot();

        public string PathOf(string name) => Path.Combine(_folder, name);

        /// <summary>Finds and makes a function as the runtime does.</summary>
        public Func<Stream, Stream> Load(string handler)
        {
            var parts = handler.Split("::");
            var type = _runtime.LoadFromAssemblyName(new AssemblyName(parts[0])).GetType(parts[1], throwOnError: true)!;
            return type.GetMethod(parts[2], [typeof(Stream)])!.CreateDelegate<Func<Stream, Stream>>(Activator.CreateInstance(type));
        }

        public void Dispose()
        {
            _runtime.Unload();
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (UnauthorizedAccessException)
            {
                // Windows keeps loaded assemblies open until the context is collected.
            }
        }

        /// <summary>Publishes what was built beside this test; building is not a test's work.</summary>
        private static void Publish(string destination)
        {
            var configuration = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).EndsWith("debug", StringComparison.OrdinalIgnoreCase) ? "Debug" : "Release";
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            foreach (var argument in new[] { "publish", Path.Combine(Root, "src/PersonalizeOps.Lambda"), "-c", configuration, "-o", destination, "--no-build", "-v", "quiet", "-nologo" })
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
        }

        private static string FindRoot()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "PersonalizeOps.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
            }

            return folder.FullName;
        }
    }
}
