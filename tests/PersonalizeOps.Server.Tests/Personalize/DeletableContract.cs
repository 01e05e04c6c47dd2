using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>What holds for every kind of resource that can be deleted.</summary>
public abstract class DeletableContract : ResourceContract
{
    [Fact]
    public async Task A_deleted_resource_is_gone_and_its_name_is_free()
    {
        var arn = await CreateAsync("again");
        await DeleteAsync(arn);
        await UntilGoneAsync(arn);
        Assert.Empty((await ListAsync(null, null)).Arns);
        await CreateAsync("again");
    }

    [Fact]
    public async Task A_resource_in_use_is_not_deleted()
    {
        var arn = await CreateUsedAsync("used");
        await Assert.ThrowsAsync<ResourceInUseException>(() => DeleteAsync(arn));
        await DescribeAsync(arn);
    }

    [Fact]
    public async Task Deleting_an_unknown_resource_is_not_found()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => DeleteAsync(UnknownArn));
        await Assert.ThrowsAsync<InvalidInputException>(() => DeleteAsync(OtherKindsArn));
    }

    protected async Task UntilGoneAsync(string arn) => await Scene.UntilAsync(() => IsGoneAsync(arn), isGone => isGone);

    protected abstract Task DeleteAsync(string arn);

    /// <summary>Makes a resource and another that keeps it from being deleted.</summary>
    protected abstract Task<string> CreateUsedAsync(string name);

    private async Task<bool> IsGoneAsync(string arn)
    {
        try
        {
            var status = await DescribeAsync(arn);
            Assert.StartsWith("DELETE ", status);
            return false;
        }
        catch (ResourceNotFoundException)
        {
            return true;
        }
    }
}
