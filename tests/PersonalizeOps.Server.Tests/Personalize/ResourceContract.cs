using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>What holds for every kind of resource; each kind's tests inherit it.</summary>
public abstract class ResourceContract : SceneTest
{
    /// <summary>The ARN of a resource of the kind that does not exist.</summary>
    protected abstract string UnknownArn { get; }

    /// <summary>An ARN of another kind that looks alike.</summary>
    protected virtual string OtherKindsArn => Scene.Arn("event-tracker/12345678");

    [Fact]
    public async Task An_unknown_arn_is_not_found()
    {
        var exception = await Assert.ThrowsAsync<ResourceNotFoundException>(() => DescribeAsync(UnknownArn));
        Assert.Equal($"Resource Arn {UnknownArn} does not exist.", exception.Message);
        Assert.Equal(400, (int)exception.StatusCode);
    }

    [Fact]
    public async Task An_arn_of_another_kind_is_invalid_input()
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => DescribeAsync(OtherKindsArn));
        Assert.Contains(OtherKindsArn, exception.Message);
    }

    [Fact]
    public async Task A_text_that_is_no_arn_is_invalid_input() =>
        Assert.Contains("failed to satisfy constraint", (await Assert.ThrowsAsync<InvalidInputException>(() => DescribeAsync("resource"))).Message);

    [Theory]
    [InlineData("has space")]
    [InlineData("-begins-with-a-hyphen")]
    [InlineData("this-name-is-longer-than-the-sixty-three-characters-that-are-allow")]
    [InlineData("ends$")]
    public async Task A_bad_name_is_invalid_input(string name) =>
        Assert.Contains("failed to satisfy constraint", (await Assert.ThrowsAsync<InvalidInputException>(() => CreateAsync(name))).Message);

    [Fact]
    public async Task A_name_that_exists_is_refused()
    {
        await CreateAsync("twice");
        var exception = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => CreateAsync("twice"));
        Assert.Contains("already exists", exception.Message);
    }

    [Fact]
    public async Task A_list_gives_every_resource_once_page_by_page()
    {
        var created = new List<string>();
        foreach (var name in new[] { "c", "a", "b" })
        {
            created.Add(await CreateAsync(name));
        }

        var (first, token) = await ListAsync(2, null);
        Assert.Equal(2, first.Count);
        Assert.NotNull(token);
        var (second, end) = await ListAsync(2, token);
        Assert.Null(end);
        Assert.Equal(created, [.. first, .. second]);
        Assert.Equal(created, (await ListAsync(null, null)).Arns);
    }

    [Fact]
    public async Task A_token_of_another_call_or_none_at_all_is_refused()
    {
        foreach (var name in new[] { "a", "b" })
        {
            await CreateAsync(name);
        }

        var token = (await ListAsync(1, null)).NextToken!;
        await Assert.ThrowsAsync<InvalidNextTokenException>(() => ListAsync(1, token[..^2] + "AA"));
        await Assert.ThrowsAsync<InvalidNextTokenException>(() => ListAsync(1, "garbled"));
        var foreign = new ListRecipesRequest { MaxResults = 1 };
        foreign.NextToken = token;
        await Assert.ThrowsAsync<InvalidNextTokenException>(() => Client.ListRecipesAsync(foreign, Cancel));
    }

    [Fact]
    public async Task A_page_of_no_or_too_many_resources_is_invalid_input()
    {
        await Assert.ThrowsAsync<InvalidInputException>(() => ListAsync(0, null));
        await Assert.ThrowsAsync<InvalidInputException>(() => ListAsync(101, null));
    }

    protected abstract Task<string> CreateAsync(string name);

    protected abstract Task<string> DescribeAsync(string arn);

    protected abstract Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken);
}
