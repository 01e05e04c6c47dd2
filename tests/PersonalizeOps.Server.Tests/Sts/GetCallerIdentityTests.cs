using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace PersonalizeOps.Server.Tests.Sts;

public sealed class GetCallerIdentityTests
{
    [Fact]
    public async Task The_caller_is_the_user_of_the_one_account()
    {
        await using var server = await LocalServer.StartAsync();
        using var sts = server.Sts();
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);
        Assert.Equal("000000000000", identity.Account);
        Assert.Equal("arn:aws:iam::000000000000:user/local", identity.Arn);
        Assert.NotEmpty(identity.UserId);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        await using var server = await LocalServer.StartAsync();
        using var sts = server.Sts(new BasicAWSCredentials("NOBODYSKEY0000000000", "secret"));
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(
            () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken));
        Assert.Equal("InvalidClientTokenId", error.ErrorCode);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        await using var server = await LocalServer.StartAsync();
        using var sts = server.Sts(new BasicAWSCredentials(server.Server.AccessKeyId, "secret"));
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(
            () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken));
        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode);
    }

    [Fact]
    public async Task An_operation_that_is_not_built_is_named()
    {
        await using var server = await LocalServer.StartAsync();
        using var sts = server.Sts();
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(
            () => sts.GetSessionTokenAsync(new GetSessionTokenRequest(), TestContext.Current.CancellationToken));
        Assert.Equal("NotImplemented", error.ErrorCode);
        Assert.Contains("GetSessionToken", error.Message, StringComparison.Ordinal);
    }
}
