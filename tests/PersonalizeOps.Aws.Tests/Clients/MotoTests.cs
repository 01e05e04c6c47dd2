using Amazon.Runtime;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>
/// Every operation of the services around Personalize against a server that is not ours: moto where it has the operation, otherwise an answer in the
/// shape that AWS documents. An operation that is added to the list without such a call fails here.
/// </summary>
public sealed partial class MotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private static readonly string[] Others = ["cloudformation", "sns", "iam", "stepfunctions", "glue", "logs", "lambda", "xray"];

    private static readonly Dictionary<string, Func<MotoTests, Task>> Calls = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, Func<Task>> Recorded = new(StringComparer.Ordinal);

    static MotoTests()
    {
        AddCloudFormation();
        AddNotifications();
        AddWorkflows();
        AddFunctions();
        AddTraces();
    }

    private readonly MotoServer _moto = moto;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Operations() => [.. File.ReadAllLines(OperationsFile())
        .Select(line => line.Trim())
        .Where(line => Others.Any(service => line.StartsWith(service + ".", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_is_understood_by_a_server_that_is_not_ours(string operation)
    {
        if (Recorded.TryGetValue(operation, out var recorded))
        {
            await recorded();
            return;
        }

        Assert.True(Calls.TryGetValue(operation, out var call), $"{operation} has neither a call against moto nor a recorded answer.");
        Assert.SkipWhen(_moto.Url is null, "python3 with moto.server is not installed.");
        await call(this);
    }

    [Fact]
    public void No_call_is_left_over()
    {
        Assert.Empty(Calls.Keys.Intersect(Recorded.Keys));
        Assert.Empty(Calls.Keys.Concat(Recorded.Keys).Except(Operations().Select(row => row.Data)));
    }

    private static string Name(string prefix) => $"{prefix}-{Guid.NewGuid():n}"[..20];

    private T Client<T>(string service)
        where T : AmazonServiceClient => (T)Services.Client(service, _moto.Url!);

    /// <summary>Answers one call with a recorded body and gives what was sent.</summary>
    private static async Task<WireRequest> AnswerAsync<T>(string service, string body, Func<T, Task> call)
        where T : AmazonServiceClient
    {
        await using var server = new WireServer(_ => WireResponse.Json(body));
        using var client = (T)Services.Client(service, server.Url);
        await call(client);
        return Assert.Single(server.Requests);
    }

    private static string OperationsFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PersonalizeOps.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "src/PersonalizeOps.Aws/Operations.txt");
    }
}
