using Amazon.S3.Model;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class BucketTests : S3TestBase
{
    [Fact]
    public async Task Buckets_are_listed_by_name_with_region_and_time()
    {
        await S3.PutBucketAsync("another", Token);
        var buckets = (await S3.ListBucketsAsync(Token)).Buckets;
        Assert.Equal(["another", Bucket], buckets.Select(bucket => bucket.BucketName));
        Assert.All(buckets, bucket => Assert.Equal("us-east-1", bucket.BucketRegion));
        Assert.All(buckets, bucket => Assert.NotNull(bucket.CreationDate));
    }

    [Fact]
    public async Task Buckets_come_in_pages()
    {
        await S3.PutBucketAsync("another", Token);
        var first = await S3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1 }, Token);
        var second = await S3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1, ContinuationToken = first.ContinuationToken }, Token);
        Assert.Equal(["another", Bucket], first.Buckets.Concat(second.Buckets).Select(bucket => bucket.BucketName));
        Assert.Null(second.ContinuationToken);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("two..dots")]
    [InlineData("-begins")]
    [InlineData("ends-")]
    [InlineData("ends.")]
    [InlineData("192.168.5.4")]
    [InlineData("xn--punycode")]
    [InlineData("name-s3alias")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Names_follow_the_rules_of_S3(string name) =>
        Assert.Equal("InvalidBucketName", await ErrorAsync(() => S3.PutBucketAsync(name, Token)));

    [Theory]
    [InlineData("abc")]
    [InlineData("with.dots.inside")]
    [InlineData("0-1-2")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public async Task Other_names_are_fine(string name) => await S3.PutBucketAsync(name, Token);

    [Fact]
    public async Task The_location_is_the_one_of_the_constraint()
    {
        await S3.PutBucketAsync(new PutBucketRequest { BucketName = "elsewhere", BucketRegionName = "eu-central-1" }, Token);
        Assert.Equal("eu-central-1", (await S3.GetBucketLocationAsync("elsewhere", Token)).Location.Value);
        Assert.Equal("", (await S3.GetBucketLocationAsync(Bucket, Token)).Location.Value);
        Assert.Equal("eu-central-1", (await S3.HeadBucketAsync(new HeadBucketRequest { BucketName = "elsewhere" }, Token)).BucketRegion);
    }

    [Fact]
    public async Task A_bucket_made_twice_is_an_error_outside_the_oldest_region()
    {
        await S3.PutBucketAsync(Bucket, Token);
        using var elsewhere = Server.S3(config => config.AuthenticationRegion = "eu-west-1");
        Assert.Equal("BucketAlreadyOwnedByYou", await ErrorAsync(() => elsewhere.PutBucketAsync(Bucket, Token)));
    }

    [Fact]
    public async Task A_bucket_with_objects_stays()
    {
        await PutAsync("key");
        Assert.Equal("BucketNotEmpty", await ErrorAsync(() => S3.DeleteBucketAsync(Bucket, Token)));
        await S3.DeleteObjectAsync(Bucket, "key", Token);
        await S3.DeleteBucketAsync(Bucket, Token);
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => S3.DeleteBucketAsync(Bucket, Token)));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => PutAsync("key")));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => GetAsync("key")));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token)));
    }

    [Fact]
    public async Task A_policy_is_kept_as_it_was_put()
    {
        const string Policy = "{\"Version\":\"2012-10-17\", \"Statement\":[{\"Effect\":\"Allow\"}]}";
        Assert.Equal("NoSuchBucketPolicy", (await PolicyAsync()).Code);
        await S3.PutBucketPolicyAsync(Bucket, Policy, Token);
        Assert.Equal(Policy, (await S3.GetBucketPolicyAsync(Bucket, Token)).Policy);
        await S3.DeleteBucketPolicyAsync(Bucket, Token);
        Assert.Equal("NoSuchBucketPolicy", (await PolicyAsync()).Code);

        // The SDK takes that error for an empty policy.
        Task<RawResponse> PolicyAsync() => new SignedRequest(Server) { Path = "/bucket", Query = "policy=" }.SendAsync();
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task A_policy_that_is_none_is_refused(string policy) =>
        Assert.Equal("MalformedPolicy", await ErrorAsync(() => S3.PutBucketPolicyAsync(Bucket, policy, Token)));

    [Fact]
    public async Task An_operation_that_is_not_built_is_named()
    {
        var error = await Assert.ThrowsAsync<Amazon.S3.AmazonS3Exception>(
            () => S3.GetBucketWebsiteAsync(new GetBucketWebsiteRequest { BucketName = Bucket }, Token));
        Assert.Equal(("NotImplemented", System.Net.HttpStatusCode.NotImplemented), (error.ErrorCode, error.StatusCode));
        Assert.Contains("GetBucketWebsite", error.Message, StringComparison.Ordinal);
    }
}
