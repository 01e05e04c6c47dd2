using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

public class PaginatorTests
{
    [Fact]
    public async Task The_entries_of_all_pages_come_in_order()
    {
        await using var server = Pages();
        using var client = Services.Personalize(server.Url);

        var names = new List<string>();
        await foreach (var campaign in client.Paginators.ListCampaigns(new ListCampaignsRequest { MaxResults = 2 }).Campaigns)
        {
            names.Add(campaign.Name);
        }

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal(
            ["""{"maxResults":2}""", """{"nextToken":"1","maxResults":2}""", """{"nextToken":"2","maxResults":2}"""],
            server.Requests.Select(request => request.Text));
    }

    [Fact]
    public async Task The_pages_themselves_can_be_walked()
    {
        await using var server = Pages();
        using var client = Services.Personalize(server.Url);

        var counts = new List<int?>();
        await foreach (var page in client.Paginators.ListCampaigns(new ListCampaignsRequest()).Responses)
        {
            counts.Add(page.Campaigns?.Count);
        }

        Assert.Equal([2, null, 1], counts);
    }

    [Fact]
    public async Task A_list_key_in_upper_case_is_found()
    {
        await using var server = new WireServer(_ => WireResponse.Json("""{"Filters":[{"name":"f"}]}"""));
        using var client = Services.Personalize(server.Url);

        var filters = await client.Paginators.ListFilters(new ListFiltersRequest()).Filters
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal("f", Assert.Single(filters).Name);
    }

    [Fact]
    public async Task A_paginator_is_good_for_one_walk()
    {
        await using var server = Pages();
        using var client = Services.Personalize(server.Url);
        var paginator = client.Paginators.ListCampaigns(new ListCampaignsRequest());
        await paginator.Campaigns.CountAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await paginator.Responses.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_walk_asks_for_no_more_pages()
    {
        await using var server = Pages();
        using var client = Services.Personalize(server.Url);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in client.Paginators.ListCampaigns(new ListCampaignsRequest()).Responses.WithCancellation(stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        Assert.Single(server.Requests);
    }

    private static WireServer Pages()
    {
        var pages = new Queue<string>([
            """{"campaigns":[{"name":"a"},{"name":"b"}],"nextToken":"1"}""",
            """{"nextToken":"2"}""",
            """{"campaigns":[{"name":"c"}]}""",
        ]);
        return new WireServer(_ => WireResponse.Json(pages.Dequeue()));
    }
}
