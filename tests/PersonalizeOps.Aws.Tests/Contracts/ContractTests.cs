using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;

namespace PersonalizeOps.Aws.Tests.Contracts;

public class ContractTests
{
    private static readonly CallContext Context = new("eu-west-1", "000000000000", "id");

    [Fact]
    public async Task A_call_reaches_the_override_with_its_context()
    {
        var answer = await new Server().DispatchAsync(
            "CreateCampaign", new CreateCampaignRequest { Name = "x" }, Context, TestContext.Current.CancellationToken);

        Assert.Equal("arn:eu-west-1:000000000000:x", Assert.IsType<CreateCampaignResponse>(answer).CampaignArn);
    }

    [Fact]
    public async Task An_operation_without_output_answers_null() =>
        Assert.Null(await new Server().DispatchAsync(
            "DeleteCampaign", new DeleteCampaignRequest(), Context, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("DescribeCampaign")]
    [InlineData("MakeCoffee")]
    public async Task What_is_not_there_says_its_name(string operation)
    {
        var exception = await Assert.ThrowsAsync<OperationNotImplementedException>(() => new Server().DispatchAsync(
            operation, new DescribeCampaignRequest(), Context, TestContext.Current.CancellationToken));

        Assert.Equal(operation, exception.Operation);
        Assert.Contains(operation, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_is_in_the_dispatch_table()
    {
        var server = new Server();
        foreach (var operation in PersonalizeContract.Descriptor.Operations.Values.Except(
            Server.Own.Select(name => PersonalizeContract.Descriptor.Operations[name])))
        {
            var exception = await Assert.ThrowsAsync<OperationNotImplementedException>(() => server.DispatchAsync(
                operation.Name, operation.Input.Create(), Context, TestContext.Current.CancellationToken));
            Assert.Equal(operation.Name, exception.Operation);
        }
    }

    [Fact]
    public void What_is_implemented_is_what_is_overridden()
    {
        Assert.Equal(Server.Own, PersonalizeContract.Implemented(typeof(Server)));
        Assert.Equal(Server.Own, PersonalizeContract.Implemented(typeof(DerivedServer)));
    }

    [Fact]
    public void A_class_that_is_no_server_is_refused() =>
        Assert.Throws<ArgumentException>(() => PersonalizeContract.Implemented(typeof(string)));

    private class Server : PersonalizeContract
    {
        public static readonly string[] Own = ["CreateCampaign", "DeleteCampaign"];

        public override Task<CreateCampaignResponse> CreateCampaignAsync(
            CreateCampaignRequest request, CallContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new CreateCampaignResponse { CampaignArn = $"arn:{context.Region}:{context.AccountId}:{request.Name}" });

        public override Task DeleteCampaignAsync(DeleteCampaignRequest request, CallContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class DerivedServer : Server;
}
