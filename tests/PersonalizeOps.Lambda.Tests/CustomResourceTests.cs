using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Microsoft.Extensions.Time.Testing;
using PersonalizeOps.Lambda.CustomResource;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>CloudFormation's requests, answered from a local server.</summary>
public sealed class CustomResourceTests : IAsyncLifetime
{
    private readonly RecordedAnswers _answers = new();
    private readonly RecordedCalls _calls = new();
    private Scene _scene = null!;
    private string _group = null!;
    private string _version = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        _group = await _scene.CreateImportedGroupAsync("films");
        _version = await _scene.CreateTrainedVersionAsync(_group, "films");
    }

    public async ValueTask DisposeAsync()
    {
        _answers.Dispose();
        _calls.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task A_campaign_is_made_changed_and_deleted()
    {
        var created = Handle(Request("Create", "Campaign", Campaign(_version)));
        Assert.Equal("SUCCESS", created.Text("Status"));
        var arn = created.Text("PhysicalResourceId")!;
        Assert.Equal((Scene.Arn("campaign/c"), "ACTIVE"), (arn, (await _scene.DescribeCampaignAsync(arn)).Status));

        var other = (await _scene.TrainAsync(Scene.Arn("solution/films"))).SolutionVersionArn;
        var updated = Handle(Request("Update", "Campaign", Campaign(other), Campaign(_version), arn));
        Assert.Equal(("SUCCESS", arn), (updated.Text("Status"), updated.Text("PhysicalResourceId")));
        Assert.Equal(other, (await _scene.DescribeCampaignAsync(arn)).SolutionVersionArn);

        Assert.Equal("SUCCESS", Handle(Request("Delete", "Campaign", Campaign(other), null, arn)).Text("Status"));
        await Assert.ThrowsAsync<Amazon.Personalize.Model.ResourceNotFoundException>(() => _scene.DescribeCampaignAsync(arn));
        Assert.Equal("SUCCESS", Handle(Request("Delete", "Campaign", Campaign(other), null, arn)).Text("Status"));
    }

    [Fact]
    public async Task Another_name_is_another_campaign()
    {
        var arn = Handle(Request("Create", "Campaign", Campaign(_version))).Text("PhysicalResourceId")!;

        var replaced = Handle(Request("Update", "Campaign", Campaign(_version, "d"), Campaign(_version), arn)).Text("PhysicalResourceId")!;

        Assert.Equal(Scene.Arn("campaign/d"), replaced);
        Assert.Equal("ACTIVE", (await _scene.DescribeCampaignAsync(arn)).Status);
    }

    [Fact]
    public void A_request_that_is_delivered_twice_finds_its_own()
    {
        var request = Request("Create", "Campaign", Campaign(_version));

        Assert.Equal(Handle(request).Text("PhysicalResourceId"), Handle(request).Text("PhysicalResourceId"));
        Assert.All(_answers.All, answer => Assert.Equal("SUCCESS", answer.Text("Status")));
    }

    [Fact]
    public async Task A_resource_of_others_is_not_taken_over()
    {
        await _scene.DeployAsync(_version, "c");

        var answer = Handle(Request("Create", "Campaign", Campaign(_version)));

        Assert.Equal("FAILED", answer.Text("Status"));
        Assert.Contains("not made by this stack", answer.Text("Reason"), StringComparison.Ordinal);
        var undone = Handle(Request("Delete", "Campaign", Campaign(_version), null, answer.Text("PhysicalResourceId")));
        Assert.Equal("SUCCESS", undone.Text("Status"));
        Assert.Equal("ACTIVE", (await _scene.DescribeCampaignAsync(Scene.Arn("campaign/c"))).Status);
    }

    [Fact]
    public void Another_expression_is_another_filter()
    {
        var properties = Filter("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"watch\")");
        var changed = Filter("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"click\")");

        var created = Handle(Request("Create", "Filter", properties));
        var arn = created.Text("PhysicalResourceId")!;
        var updated = Handle(Request("Update", "Filter", changed, properties, arn));

        Assert.Equal(("SUCCESS", "SUCCESS"), (created.Text("Status"), updated.Text("Status")));
        Assert.Matches(@":filter/f-[0-9a-f]{8}$", arn);
        Assert.NotEqual(arn, updated.Text("PhysicalResourceId"));
        Assert.Equal("SUCCESS", Handle(Request("Delete", "Filter", properties, null, arn)).Text("Status"));
    }

    [Fact]
    public void A_filter_that_cannot_be_is_a_failure_with_its_reason()
    {
        var answer = Handle(Request("Create", "Filter", Filter("INCLUDE everything")));

        Assert.Equal("FAILED", answer.Text("Status"));
        Assert.NotEmpty(answer.Text("Reason")!);
    }

    [Fact]
    public void An_event_tracker_gives_its_tracking_id()
    {
        var properties = new JsonObject { ["Name"] = "t", ["DatasetGroupArn"] = _group };

        var created = Handle(Request("Create", "EventTracker", properties));
        var arn = created.Text("PhysicalResourceId")!;

        Assert.Equal("SUCCESS", created.Text("Status"));
        Assert.True(Guid.TryParse(created.Member("Data")?.Text("TrackingId"), out _));
        Assert.Equal(arn, Handle(Request("Update", "EventTracker", new JsonObject { ["Name"] = "u", ["DatasetGroupArn"] = _group }, properties, arn)).Text("PhysicalResourceId"));
        Assert.Equal("SUCCESS", Handle(Request("Delete", "EventTracker", properties, null, arn)).Text("Status"));
    }

    [Theory]
    [InlineData("Custom::Teapot", "Teapot")]
    [InlineData("Custom::PersonalizeCampaign", "SolutionVersionArn")]
    public void What_is_missing_or_unknown_is_answered(string type, string named)
    {
        var request = Request("Create", "Campaign", new JsonObject { ["Name"] = "c" });
        request["ResourceType"] = type;

        var answer = Handle(request);

        Assert.Equal("FAILED", answer.Text("Status"));
        Assert.Contains(named, answer.Text("Reason"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MinProvisionedTPS", "many")]
    [InlineData("ItemExplorationConfig", "much")]
    public void A_malformed_property_is_answered(string name, string value)
    {
        var properties = Campaign(_version);
        properties[name] = value;

        var answer = Handle(Request("Create", "Campaign", properties));

        Assert.Equal("FAILED", answer.Text("Status"));
        Assert.Contains(name, answer.Text("Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_not_CloudFormations_is_refused() =>
        Assert.Throws<FunctionException>(() => Make(TimeProvider.System).Handler(S3Events.Stream("{}")));

    private static JsonObject Campaign(string version, string name = "c") =>
        new() { ["ServiceToken"] = "t", ["Name"] = name, ["SolutionVersionArn"] = version, ["MinProvisionedTPS"] = "1" };

    private JsonObject Filter(string expression) =>
        new() { ["Name"] = "f", ["DatasetGroupArn"] = _group, ["FilterExpression"] = expression };

    private static JsonObject Request(string type, string family, JsonObject properties, JsonObject? old = null, string? physicalId = null) => new()
    {
        ["RequestType"] = type,
        ["ResponseURL"] = "https://cloudformation-custom-resource-response.example/answer?signature=s",
        ["StackId"] = "arn:aws:cloudformation:us-east-1:000000000000:stack/s/1",
        ["RequestId"] = $"{type}-{family}",
        ["ResourceType"] = $"Custom::Personalize{family}",
        ["LogicalResourceId"] = family,
        ["PhysicalResourceId"] = physicalId,
        ["ResourceProperties"] = properties.DeepClone(),
        ["OldResourceProperties"] = old?.DeepClone(),
    };

    private JsonElement Handle(JsonObject request)
    {
        // The clock runs while the function waits between two looks.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        using var stop = new CancellationTokenSource();
        var clock = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    await Task.Delay(5);
                }
            },
            TestContext.Current.CancellationToken);
        var before = _answers.All.Count;
        Make(time).Handler(S3Events.Stream(request.ToJsonString())).Dispose();
        stop.Cancel();
        Assert.Empty(_calls.Names);
        Assert.Equal(before + 1, _answers.All.Count);
        Assert.NotNull(clock);
        return _answers.All[^1];
    }

    private Function Make(TimeProvider time) => new(_scene.Personalize, _calls, new HttpClient(_answers, disposeHandler: false), time, "own-name");

    private sealed class RecordedAnswers : HttpMessageHandler
    {
        public List<JsonElement> All { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(HttpMethod.Put, request.Method);
            Assert.Null(request.Content!.Headers.ContentType);
            All.Add(JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken)).RootElement);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }

    private sealed class RecordedCalls() : AmazonLambdaClient("AK", "SK", Amazon.RegionEndpoint.USEast1)
    {
        public List<string> Names { get; } = [];

        public override Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default)
        {
            Names.Add(request.FunctionName);
            return Task.FromResult(new InvokeResponse());
        }
    }
}
