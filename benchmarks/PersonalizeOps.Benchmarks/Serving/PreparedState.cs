using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.S3;
using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>Fills a server: ratings imported, a recipe trained, a campaign in service.</summary>
internal sealed class PreparedState(BenchServer server) : IDisposable
{
    private const string Bucket = "bench";
    private const string Schema =
        """
        {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","version":"1.0","fields":[
        {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"}]}
        """;

    private readonly AmazonPersonalizeClient _client = new(
        BenchServer.Credentials, new AmazonPersonalizeConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });

    public string CampaignArn { get; private set; } = "";

    public IReadOnlyList<string> Users { get; private set; } = [];

    public async Task TrainAsync(string folder, string recipe)
    {
        await UploadAsync(folder);
        var schema = (await _client.CreateSchemaAsync(new CreateSchemaRequest { Name = "bench", Schema = Schema })).SchemaArn;
        var group = (await _client.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "bench" })).DatasetGroupArn;
        await UntilAsync(async () => (await _client.DescribeDatasetGroupAsync(new DescribeDatasetGroupRequest { DatasetGroupArn = group })).DatasetGroup.Status);
        var dataset = (await _client.CreateDatasetAsync(
            new CreateDatasetRequest { Name = "bench", DatasetGroupArn = group, DatasetType = "Interactions", SchemaArn = schema })).DatasetArn;
        await UntilAsync(async () => (await _client.DescribeDatasetAsync(new DescribeDatasetRequest { DatasetArn = dataset })).Dataset.Status);
        var import = (await _client.CreateDatasetImportJobAsync(new CreateDatasetImportJobRequest
        {
            JobName = "bench",
            DatasetArn = dataset,
            DataSource = new DataSource { DataLocation = $"s3://{Bucket}/interactions.csv" },
            RoleArn = "arn:aws:iam::000000000000:role/Personalize",
        })).DatasetImportJobArn;
        await UntilAsync(async () =>
            (await _client.DescribeDatasetImportJobAsync(new DescribeDatasetImportJobRequest { DatasetImportJobArn = import })).DatasetImportJob.Status);
        var solution = (await _client.CreateSolutionAsync(new CreateSolutionRequest
        {
            Name = "bench",
            DatasetGroupArn = group,
            RecipeArn = $"arn:aws:personalize:::recipe/{recipe}",
            PerformAutoTraining = false,
        })).SolutionArn;
        await UntilAsync(async () => (await _client.DescribeSolutionAsync(new DescribeSolutionRequest { SolutionArn = solution })).Solution.Status);
        var version = (await _client.CreateSolutionVersionAsync(new CreateSolutionVersionRequest { SolutionArn = solution })).SolutionVersionArn;
        await UntilAsync(async () =>
            (await _client.DescribeSolutionVersionAsync(new DescribeSolutionVersionRequest { SolutionVersionArn = version })).SolutionVersion.Status);
        CampaignArn = (await _client.CreateCampaignAsync(new CreateCampaignRequest { Name = "bench", SolutionVersionArn = version })).CampaignArn;
        await UntilAsync(async () => (await _client.DescribeCampaignAsync(new DescribeCampaignRequest { CampaignArn = CampaignArn })).Campaign.Status);
    }

    /// <summary>Makes resources: schemas, in as many regions as their quota asks for.</summary>
    public async Task AddResourcesAsync(int count)
    {
        const int PerRegion = 400;
        string[] regions = ["eu-west-1", "eu-central-1", "us-west-2"];
        for (var number = 0; number < count; number++)
        {
            using var client = new AmazonPersonalizeClient(
                BenchServer.Credentials,
                new AmazonPersonalizeConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = regions[number / PerRegion] });
            await client.CreateSchemaAsync(new CreateSchemaRequest { Name = $"bench-{number}", Schema = Schema });
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task UntilAsync(Func<Task<string>> status)
    {
        while (await status() is var each && each != "ACTIVE")
        {
            if (each.EndsWith("FAILED", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"A resource is {each}.");
            }

            await Task.Delay(50);
        }
    }

    private async Task UploadAsync(string folder)
    {
        using var store = MovieLensInteractions.Read(MovieLensFolder.Open(folder));
        var csv = new StringBuilder("USER_ID,ITEM_ID,TIMESTAMP\n");
        for (var user = 0; user < store.UserCount; user++)
        {
            var items = store.ItemsOf(user);
            var times = store.TimestampsOf(user);
            for (var index = 0; index < items.Length; index++)
            {
                csv.Append(store.GetUserId(user)).Append(',').Append(store.GetItemId(items[index])).Append(',').Append(times[index]).Append('\n');
            }
        }

        Users = [.. Enumerable.Range(0, store.UserCount).Select(store.GetUserId)];
        using var s3 = new AmazonS3Client(
            BenchServer.Credentials,
            new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await s3.PutBucketAsync(Bucket);
        await s3.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = Bucket, Key = "interactions.csv", ContentBody = csv.ToString() });
    }
}
