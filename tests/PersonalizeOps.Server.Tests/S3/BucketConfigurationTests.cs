using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.S3;

/// <summary>Acceleration and notifications: checked and kept.</summary>
public sealed class BucketConfigurationTests : S3TestBase
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:topic";
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:transform";

    [Fact]
    public async Task Acceleration_is_kept()
    {
        Assert.Null((await S3.GetBucketAccelerateConfigurationAsync(Bucket, Token)).Status);
        foreach (var status in new[] { BucketAccelerateStatus.Enabled, BucketAccelerateStatus.Suspended })
        {
            await AccelerateAsync(Bucket, status);
            Assert.Equal(status, (await S3.GetBucketAccelerateConfigurationAsync(Bucket, Token)).Status);
        }

        await S3.PutBucketAsync("with.dots", Token);
        Assert.Equal("InvalidRequest", await ErrorAsync(() => AccelerateAsync("with.dots", BucketAccelerateStatus.Enabled)));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => AccelerateAsync("none", BucketAccelerateStatus.Enabled)));
    }

    [Fact]
    public async Task Notifications_are_replaced_as_a_whole()
    {
        await PutAsync(new PutBucketNotificationRequest
        {
            TopicConfigurations = [new TopicConfiguration { Topic = Topic, Events = [EventType.ObjectRemovedAll] }],
            LambdaFunctionConfigurations = [Lambda("raw/", ".csv", EventType.ObjectCreatedAll)],
            EventBridgeConfiguration = new EventBridgeConfiguration(),
        });
        var kept = await S3.GetBucketNotificationAsync(Bucket, Token);
        var topic = Assert.Single(kept.TopicConfigurations);
        Assert.Equal(Topic, topic.Topic);
        Assert.NotEmpty(topic.Id);
        var lambda = Assert.Single(kept.LambdaFunctionConfigurations);
        Assert.Equal(Function, lambda.FunctionArn);
        Assert.Equal(["raw/", ".csv"], lambda.Filter.S3KeyFilter.FilterRules.Select(rule => rule.Value));
        Assert.NotNull(kept.EventBridgeConfiguration);

        await PutAsync(new PutBucketNotificationRequest());
        var empty = await S3.GetBucketNotificationAsync(Bucket, Token);
        Assert.Empty(empty.TopicConfigurations ?? []);
        Assert.Empty(empty.LambdaFunctionConfigurations ?? []);
    }

    [Theory]
    [InlineData("", "", "", "", true)]
    [InlineData("a/", "", "a/b/", "", true)]
    [InlineData("a/", "", "b/", "", false)]
    [InlineData("", ".jpg", "", "pg", true)]
    [InlineData("", ".jpg", "", ".csv", false)]
    [InlineData("a", ".csv", "ab", ".out", false)]
    public async Task Rules_for_the_same_event_must_not_overlap(string prefix, string suffix, string otherPrefix, string otherSuffix, bool overlap)
    {
        var request = new PutBucketNotificationRequest
        {
            LambdaFunctionConfigurations =
            [
                Lambda(prefix, suffix, EventType.ObjectCreatedAll),
                Lambda(otherPrefix, otherSuffix, EventType.ObjectCreatedPut),
            ],
        };
        if (overlap)
        {
            var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => PutAsync(request));
            Assert.Equal("InvalidArgument", error.ErrorCode);
            Assert.StartsWith("Configuration is ambiguously defined", error.Message, StringComparison.Ordinal);
        }
        else
        {
            await PutAsync(request);
        }
    }

    [Fact]
    public async Task Rules_for_different_events_may_overlap() => await PutAsync(new PutBucketNotificationRequest
    {
        LambdaFunctionConfigurations = [Lambda("", "", EventType.ObjectCreatedPut), Lambda("", "", EventType.ObjectCreatedCopy)],
    });

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:000000000000:topic.fifo", "s3:ObjectCreated:*")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:queue", "s3:ObjectCreated:*")]
    [InlineData("topic", "s3:ObjectCreated:*")]
    [InlineData(Topic, "s3:ObjectCreated:Moved")]
    public async Task A_bad_destination_or_event_is_refused(string arn, string name) => Assert.Equal(
        "InvalidArgument",
        await ErrorAsync(() => PutAsync(new PutBucketNotificationRequest { TopicConfigurations = [new TopicConfiguration { Topic = arn, Events = [new EventType(name)] }] })));

    private static LambdaFunctionConfiguration Lambda(string prefix, string suffix, EventType type) => new()
    {
        FunctionArn = Function,
        Events = [type],
        Filter = new Filter
        {
            S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule { Name = "prefix", Value = prefix }, new FilterRule { Name = "suffix", Value = suffix }] },
        },
    };

    private Task<PutBucketNotificationResponse> PutAsync(PutBucketNotificationRequest request)
    {
        request.BucketName = Bucket;
        return S3.PutBucketNotificationAsync(request, Token);
    }

    private Task<PutBucketAccelerateConfigurationResponse> AccelerateAsync(string bucket, BucketAccelerateStatus status) => S3.PutBucketAccelerateConfigurationAsync(
        new PutBucketAccelerateConfigurationRequest { BucketName = bucket, AccelerateConfiguration = new AccelerateConfiguration { Status = status } }, Token);
}
