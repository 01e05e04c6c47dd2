using System.Text;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime;
using Amazon.PersonalizeRuntime.Model;
using Amazon.Runtime;
using Amazon.S3;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>A server and its clients, with short ways to make what a test stands on.</summary>
public sealed class Scene : IAsyncDisposable
{
    public const string Bucket = "scene";
    public const string Role = "arn:aws:iam::000000000000:role/Personalize";
    public const string Popularity = "arn:aws:personalize:::recipe/aws-popularity-count";
    public const string UserPersonalization = "arn:aws:personalize:::recipe/aws-user-personalization";
    public const string Ranking = "arn:aws:personalize:::recipe/aws-personalized-ranking";
    public const string ItemAffinity = "arn:aws:personalize:::recipe/aws-item-affinity";
    public const string AttributeAffinity = "arn:aws:personalize:::recipe/aws-item-attribute-affinity";
    public const string UserPersonalizationV2 = "arn:aws:personalize:::recipe/aws-user-personalization-v2";
    public const string SimilarItems = "arn:aws:personalize:::recipe/aws-similar-items";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly IAsyncDisposable _server;
    private Action<TimeSpan>? _advance;

    private Scene(IAsyncDisposable server, Uri endpoint, AWSCredentials credentials)
    {
        (_server, Endpoint, Credentials) = (server, endpoint, credentials);
        var url = endpoint.ToString();

        // Another test's server may have had this port and another time.
        ClientClock.Move(endpoint, TimeSpan.Zero);
        Personalize = PersonalizeIn("us-east-1");
        Runtime = new AmazonPersonalizeRuntimeClient(
            credentials,
            new AmazonPersonalizeRuntimeConfig { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        Events = new AmazonPersonalizeEventsClient(
            credentials,
            new AmazonPersonalizeEventsConfig { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        S3 = new AmazonS3Client(
            credentials,
            new AmazonS3Config { ServiceURL = url, AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 });
    }

    public Uri Endpoint { get; }

    public AWSCredentials Credentials { get; }

    public AmazonPersonalizeClient Personalize { get; }

    public AmazonPersonalizeRuntimeClient Runtime { get; }

    public AmazonPersonalizeEventsClient Events { get; }

    public AmazonS3Client S3 { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Arn(string tail) => $"arn:aws:personalize:us-east-1:000000000000:{tail}";

    public static async Task<Scene> StartAsync()
    {
        var server = await LocalServer.StartAsync();
        var scene = Of(server, server.Endpoint, server.Credentials);
        await scene.S3.PutBucketAsync(Bucket, Cancel);
        return scene;
    }

    /// <summary>Starts a server whose clock <see cref="Advance"/> moves.</summary>
    public static async Task<Scene> StartWithClockAsync()
    {
        var server = await LocalServer.StartAsync(fakeTime: true);
        var scene = Of(server, server.Endpoint, server.Credentials);
        var ahead = TimeSpan.Zero;
        scene._advance = time =>
        {
            ahead += time;
            server.Time.Advance(time);
        };

        // Answers carry the date of the web server's own clock, by which clients would go.
        foreach (var client in new AmazonServiceClient[] { scene.Personalize, scene.Runtime, scene.S3 })
        {
            client.BeforeRequestEvent += (_, _) => ClientClock.Move(server.Endpoint, ahead);
        }

        await scene.S3.PutBucketAsync(Bucket, Cancel);
        return scene;
    }

    /// <summary>Makes the scene of a server that runs; it ends with the scene.</summary>
    public static Scene Of(IAsyncDisposable server, Uri endpoint, AWSCredentials credentials) => new(server, endpoint, credentials);

    /// <summary>Asks again and again until a condition holds.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> holds)
    {
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            await Task.Delay(PollInterval, Cancel);
        }
    }

    /// <summary>Moves the clock of the server and its clients.</summary>
    public void Advance(TimeSpan time) => (_advance ?? throw new InvalidOperationException("The server runs on the system's clock."))(time);

    public AmazonPersonalizeClient PersonalizeIn(string region) => new(
        Credentials,
        new AmazonPersonalizeConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    public async Task<string> UploadAsync(string key, string content)
    {
        await S3.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content }, Cancel);
        return $"s3://{Bucket}/{key}";
    }

    public async Task<string> ReadAsync(string key)
    {
        using var response = await S3.GetObjectAsync(Bucket, key, Cancel);
        using var reader = new StreamReader(response.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }

    public async Task<string> CreateSchemaAsync(string name, string schema, Domain? domain = null) =>
        (await Personalize.CreateSchemaAsync(new CreateSchemaRequest { Name = name, Schema = schema, Domain = domain }, Cancel)).SchemaArn;

    public async Task<string> CreateGroupAsync(string name, Domain? domain = null)
    {
        var request = new CreateDatasetGroupRequest { Name = name, Domain = domain };
        var arn = (await Personalize.CreateDatasetGroupAsync(request, Cancel)).DatasetGroupArn;
        await UntilAsync(() => DescribeGroupAsync(arn), group => group.Status == "ACTIVE");
        return arn;
    }

    public async Task<DatasetGroup> DescribeGroupAsync(string arn) =>
        (await Personalize.DescribeDatasetGroupAsync(new DescribeDatasetGroupRequest { DatasetGroupArn = arn }, Cancel)).DatasetGroup;

    /// <summary>Makes a dataset with a schema of its own name.</summary>
    public async Task<string> CreateDatasetAsync(string groupArn, string name, string type, string schema, Domain? domain = null)
    {
        var request = new CreateDatasetRequest
        {
            Name = name,
            DatasetGroupArn = groupArn,
            DatasetType = type,
            SchemaArn = await CreateSchemaAsync($"{name}-schema", schema, domain),
        };
        var arn = (await Personalize.CreateDatasetAsync(request, Cancel)).DatasetArn;
        await UntilAsync(() => DescribeDatasetAsync(arn), dataset => dataset.Status == "ACTIVE");
        return arn;
    }

    public async Task<Dataset> DescribeDatasetAsync(string arn) =>
        (await Personalize.DescribeDatasetAsync(new DescribeDatasetRequest { DatasetArn = arn }, Cancel)).Dataset;

    public async Task<string> BeginImportAsync(string datasetArn, string name, string location, ImportMode? mode = null) =>
        (await Personalize.CreateDatasetImportJobAsync(
            new CreateDatasetImportJobRequest
            {
                JobName = name,
                DatasetArn = datasetArn,
                DataSource = new DataSource { DataLocation = location },
                RoleArn = Role,
                ImportMode = mode,
            },
            Cancel)).DatasetImportJobArn;

    public async Task<DatasetImportJob> DescribeImportAsync(string arn) =>
        (await Personalize.DescribeDatasetImportJobAsync(new DescribeDatasetImportJobRequest { DatasetImportJobArn = arn }, Cancel)).DatasetImportJob;

    /// <summary>Imports and waits for the end, whichever it is.</summary>
    public async Task<DatasetImportJob> ImportAsync(string datasetArn, string name, string csv, ImportMode? mode = null)
    {
        var arn = await BeginImportAsync(datasetArn, name, await UploadAsync($"imports/{name}.csv", csv), mode);
        return await UntilAsync(() => DescribeImportAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
    }

    /// <summary>Makes a dataset group with imported interactions.</summary>
    public async Task<string> CreateImportedGroupAsync(string name, string? csv = null)
    {
        var group = await CreateGroupAsync(name);
        var dataset = await CreateDatasetAsync(group, $"{name}-interactions", "Interactions", Ratings.InteractionsSchema);
        var job = await ImportAsync(dataset, $"{name}-import", csv ?? Ratings.Interactions());
        Assert.Null(job.FailureReason);
        return group;
    }

    /// <summary>Makes a dataset group of a domain with imported interactions and, for videos, items.</summary>
    public async Task<string> CreateImportedGroupAsync(string name, Domain domain)
    {
        var isVideo = domain == Domain.VIDEO_ON_DEMAND;
        var group = await CreateGroupAsync(name, domain);
        var dataset = await CreateDatasetAsync(group, $"{name}-interactions", "Interactions", Ratings.InteractionsSchema, domain);
        var csv = isVideo ? Ratings.Interactions(20, Ratings.Users, "Click", "Watch") : Ratings.Interactions(28, Ratings.Users, "View", "Purchase");
        Assert.Null((await ImportAsync(dataset, $"{name}-import", csv)).FailureReason);
        if (isVideo)
        {
            var items = await CreateDatasetAsync(group, $"{name}-items", "Items", Ratings.VideoItemsSchema, domain);
            Assert.Null((await ImportAsync(items, $"{name}-items-import", Ratings.VideoItemRows())).FailureReason);
        }

        return group;
    }

    public async Task<Recommender> DescribeRecommenderAsync(string arn) =>
        (await Personalize.DescribeRecommenderAsync(new DescribeRecommenderRequest { RecommenderArn = arn }, Cancel)).Recommender;

    public async Task<string> BeginRecommenderAsync(string groupArn, string name, string recipe, RecommenderConfig? config = null)
    {
        var request = new CreateRecommenderRequest
        {
            Name = name,
            DatasetGroupArn = groupArn,
            RecipeArn = $"arn:aws:personalize:::recipe/{recipe}",
            RecommenderConfig = config,
        };
        return (await Personalize.CreateRecommenderAsync(request, Cancel)).RecommenderArn;
    }

    /// <summary>Makes an ACTIVE recommender.</summary>
    public async Task<string> CreateRecommenderAsync(string groupArn, string name, string recipe, RecommenderConfig? config = null)
    {
        var arn = await BeginRecommenderAsync(groupArn, name, recipe, config);
        var recommender = await UntilAsync(() => DescribeRecommenderAsync(arn), recommender => recommender.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(recommender.FailureReason);
        return arn;
    }

    public async Task<string> CreateSolutionAsync(string groupArn, string name, Action<CreateSolutionRequest>? configure = null)
    {
        var request = new CreateSolutionRequest { Name = name, DatasetGroupArn = groupArn, RecipeArn = Popularity, PerformAutoTraining = false };
        configure?.Invoke(request);
        var arn = (await Personalize.CreateSolutionAsync(request, Cancel)).SolutionArn;
        await UntilAsync(() => DescribeSolutionAsync(arn), solution => solution.Status == "ACTIVE");
        return arn;
    }

    public async Task<Solution> DescribeSolutionAsync(string arn) =>
        (await Personalize.DescribeSolutionAsync(new DescribeSolutionRequest { SolutionArn = arn }, Cancel)).Solution;

    public async Task<SolutionVersion> DescribeVersionAsync(string arn) =>
        (await Personalize.DescribeSolutionVersionAsync(new DescribeSolutionVersionRequest { SolutionVersionArn = arn }, Cancel)).SolutionVersion;

    public async Task<string> BeginTrainingAsync(string solutionArn) =>
        (await Personalize.CreateSolutionVersionAsync(new CreateSolutionVersionRequest { SolutionArn = solutionArn }, Cancel)).SolutionVersionArn;

    /// <summary>Trains and waits for the end, whichever it is.</summary>
    public async Task<SolutionVersion> TrainAsync(string solutionArn)
    {
        var arn = await BeginTrainingAsync(solutionArn);
        return await UntilAsync(() => DescribeVersionAsync(arn), version => version.Status is "ACTIVE" or "CREATE FAILED");
    }

    /// <summary>Makes a solution with an ACTIVE version.</summary>
    public async Task<string> CreateTrainedVersionAsync(string groupArn, string name, string recipe = Popularity)
    {
        var version = await TrainAsync(await CreateSolutionAsync(groupArn, name, request => request.RecipeArn = recipe));
        Assert.Null(version.FailureReason);
        return version.SolutionVersionArn;
    }

    public async Task<Campaign> DescribeCampaignAsync(string arn) =>
        (await Personalize.DescribeCampaignAsync(new DescribeCampaignRequest { CampaignArn = arn }, Cancel)).Campaign;

    /// <summary>A configuration that leaves the most relevant items alone, so that a test can tell them; null where a recipe has none.</summary>
    public static CampaignConfig? Unexploring(string recipe) => recipe == UserPersonalization
        ? new CampaignConfig { ItemExplorationConfig = new() { ["explorationWeight"] = "0" } }
        : null;

    public async Task<string> DeployAsync(string versionArn, string name, CampaignConfig? config = null)
    {
        var request = new CreateCampaignRequest { Name = name, SolutionVersionArn = versionArn, CampaignConfig = config };
        var arn = (await Personalize.CreateCampaignAsync(request, Cancel)).CampaignArn;
        await UntilAsync(() => DescribeCampaignAsync(arn), campaign => campaign.Status == "ACTIVE");
        return arn;
    }

    public async Task<BatchInferenceJob> DescribeBatchAsync(string arn) =>
        (await Personalize.DescribeBatchInferenceJobAsync(new DescribeBatchInferenceJobRequest { BatchInferenceJobArn = arn }, Cancel)).BatchInferenceJob;

    public async Task<EventTracker> DescribeTrackerAsync(string arn) =>
        (await Personalize.DescribeEventTrackerAsync(new DescribeEventTrackerRequest { EventTrackerArn = arn }, Cancel)).EventTracker;

    /// <summary>Makes an event tracker.</summary>
    public async Task<(string Arn, string TrackingId)> CreateTrackerAsync(string groupArn, string name)
    {
        var request = new CreateEventTrackerRequest { Name = name, DatasetGroupArn = groupArn };
        var created = await Personalize.CreateEventTrackerAsync(request, Cancel);
        await UntilAsync(() => DescribeTrackerAsync(created.EventTrackerArn), tracker => tracker.Status == "ACTIVE");
        return (created.EventTrackerArn, created.TrackingId);
    }

    /// <summary>Sends events of a user: items and their times, in seconds.</summary>
    public Task PutEventsAsync(string trackingId, string? userId, params IEnumerable<(string ItemId, long Seconds)> events) => Events.PutEventsAsync(
        new PutEventsRequest
        {
            TrackingId = trackingId,
            UserId = userId,
            SessionId = $"session-of-{userId}",
            EventList =
            [
                .. events.Select(item => new Event
                {
                    ItemId = item.ItemId,
                    EventType = "watch",
                    SentAt = DateTimeOffset.FromUnixTimeSeconds(item.Seconds).UtcDateTime,
                }),
            ],
        },
        Cancel);

    public Task<GetRecommendationsResponse> RecommendAsync(GetRecommendationsRequest request) => Runtime.GetRecommendationsAsync(request, Cancel);

    public async ValueTask DisposeAsync()
    {
        Personalize.Dispose();
        Runtime.Dispose();
        Events.Dispose();
        S3.Dispose();
        await _server.DisposeAsync();
    }
}
