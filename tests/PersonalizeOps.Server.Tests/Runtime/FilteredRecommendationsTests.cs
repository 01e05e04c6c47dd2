using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;
using InvalidInputException = Amazon.PersonalizeRuntime.Model.InvalidInputException;
using ResourceNotFoundException = Amazon.PersonalizeRuntime.Model.ResourceNotFoundException;

namespace PersonalizeOps.Server.Tests.Runtime;

/// <summary>Items 0 to 29 are comedies and dramas, each as expensive as its number; users are as old as theirs.</summary>
public sealed class FilteredRecommendationsTests : SceneTest
{
    private const string ItemsSchema =
        """
        {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"ITEM_ID","type":"string"},
        {"name":"GENRES","type":["null","string"],"categorical":true},{"name":"PRICE","type":"float"}],"version":"1.0"}
        """;

    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        var items = await Scene.CreateDatasetAsync(Group, "items", "Items", ItemsSchema);
        var rows = Enumerable.Range(0, Ratings.Items).Select(item => $"i{item},{(item < 30 ? "Comedy|Drama" : "")},{item}\n");
        Assert.Null((await Scene.ImportAsync(items, "items", "ITEM_ID,GENRES,PRICE\n" + string.Concat(rows))).FailureReason);
        var users = await Scene.CreateDatasetAsync(Group, "users", "Users", Ratings.UsersSchema);
        var ages = Enumerable.Range(0, Ratings.Users).Select(user => $"u{user},{user}\n");
        Assert.Null((await Scene.ImportAsync(users, "users", "USER_ID,AGE\n" + string.Concat(ages))).FailureReason);
    }

    [Fact]
    public async Task A_filter_lets_through_what_it_says_with_the_values_of_the_request()
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 500 };
        request.FilterArn = await FilterAsync("genre", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES) AND Items.PRICE < $PRICE");
        request.FilterValues = new() { ["GENRES"] = "\"Drama\",\"Western\"", ["PRICE"] = "10" };
        Assert.Equal(Enumerable.Range(0, 10), await NumbersAsync(request));
        request.FilterValues = new() { ["GENRES"] = "\"drama\"", ["PRICE"] = "10" };
        Assert.Empty(await NumbersAsync(request));
        request.FilterValues = null;
        await RefusedAsync("filter value of GENRES is missing", request);
        request.FilterValues = new() { ["GENRES"] = "Drama", ["PRICE"] = "10" };
        await RefusedAsync("double quotes", request);
        request.FilterValues = new() { ["GENRES"] = "\"Drama\"", ["PRICE"] = "ten" };
        await RefusedAsync("must be a number", request);
        request.FilterValues = new() { ["GENRES"] = "\"Drama\"", ["PRICE"] = "10", ["TYPO"] = "1" };
        await RefusedAsync("TYPO", request);
    }

    [Fact]
    public async Task New_metadata_counts_at_once()
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 500 };
        request.FilterArn = await FilterAsync("cheap", "INCLUDE ItemID WHERE Items.PRICE <= 1");
        Assert.Equal([0, 1], await NumbersAsync(request));
        await Scene.ImportAsync(Scene.Arn("dataset/group/ITEMS"), "again", "ITEM_ID,GENRES,PRICE\ni7,,0\n");
        Assert.Equal([7], await NumbersAsync(request));
    }

    [Fact]
    public async Task What_the_user_did_is_left_out_or_asked_for()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u2", NumResults = 500 };
        request.FilterArn = await FilterAsync("clicked", "INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($TYPE)");
        request.FilterValues = new() { ["TYPE"] = "\"CLICK\"" };
        Assert.Equal(Met(2, click: true), await NumbersAsync(request));
        request.FilterValues = new() { ["TYPE"] = "\"*\"" };
        Assert.Equal(Met(2, click: true).Concat(Met(2, click: false)).Order(), await NumbersAsync(request));
        request.FilterArn = await FilterAsync("fresh", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)");
        request.FilterValues = null;
        Assert.Empty((await NumbersAsync(request)).Intersect(Met(2, click: true).Concat(Met(2, click: false))));
        request.UserId = "nobody";
        Assert.Equal(Ratings.Items, (await NumbersAsync(request)).Count);
    }

    [Fact]
    public async Task Conditions_of_the_user_and_the_current_item_count()
    {
        var campaign = await DeployAsync(Scene.SimilarItems);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, ItemId = "i5", UserId = "u20", NumResults = 500 };
        request.FilterArn = await FilterAsync("cheaper", "INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRES IN CurrentItem.GENRES");
        Assert.Equal(Enumerable.Range(0, 5), await NumbersAsync(request));
        request.FilterArn = await FilterAsync("adult", "EXCLUDE ItemID WHERE Items.PRICE >= 10 IF CurrentUser.AGE < $AGE");
        request.FilterValues = new() { ["AGE"] = "21" };
        Assert.All(await NumbersAsync(request), item => Assert.True(item < 10));
        request.FilterValues = new() { ["AGE"] = "20" };
        Assert.Equal(Ratings.Items - 1, (await NumbersAsync(request)).Count);
        request.UserId = null;
        await RefusedAsync("userId", request);
    }

    [Fact]
    public async Task A_filter_that_cannot_be_used_here_is_refused()
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var request = new GetRecommendationsRequest { CampaignArn = campaign };
        request.FilterArn = await FilterAsync("people", "INCLUDE UserID WHERE Users.AGE > 3");
        await RefusedAsync("users", request);
        request.FilterArn = await FilterAsync("current", "INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE");
        await RefusedAsync("itemId", request);
        var other = await Scene.CreateGroupAsync("other");
        await Scene.CreateDatasetAsync(other, "other-items", "Items", ItemsSchema);
        request.FilterArn = await FilterAsync("foreign", "INCLUDE ItemID WHERE Items.PRICE > 1", other);
        await RefusedAsync("another dataset group", request);
        request.FilterArn = Scene.Arn("campaign/campaign");
        await RefusedAsync("filter", request);
        request.FilterArn = await FilterAsync("gone", "INCLUDE ItemID WHERE Items.PRICE > 58");
        Assert.Equal([59], await NumbersAsync(request));
        await Client.DeleteFilterAsync(new DeleteFilterRequest { FilterArn = request.FilterArn }, Cancel);
        await Scene.UntilAsync(
            async () => (await Client.ListFiltersAsync(new ListFiltersRequest { DatasetGroupArn = Group }, Cancel)).Filters,
            filters => filters.All(filter => filter.FilterArn != request.FilterArn));
        Assert.Equal(404, (int)(await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.RecommendAsync(request))).StatusCode);
    }

    [Fact]
    public async Task Promoted_items_take_their_share_of_places_in_their_order()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u2", NumResults = 20 };
        request.FilterArn = await FilterAsync("low", "EXCLUDE ItemID WHERE Items.PRICE >= 30");
        var promotion = new Promotion { Name = "launch", PercentPromotedItems = 25, FilterArn = await FilterAsync("high", "INCLUDE ItemID WHERE Items.PRICE > $MIN") };
        promotion.FilterValues = new() { ["MIN"] = "40" };
        request.Promotions = [promotion];
        var answer = await Scene.RecommendAsync(request);
        var promoted = answer.ItemList.Where(item => item.PromotionName is not null).ToList();
        Assert.Equal((5, "launch"), (promoted.Count, promoted.Select(item => item.PromotionName).Distinct().Single()));
        Assert.All(promoted, item => Assert.True(int.Parse(item.ItemId[1..]) > 40));
        Assert.Equal(promoted.Select(item => item.Score).OrderDescending(), promoted.Select(item => item.Score));
        var others = answer.ItemList.Where(item => item.PromotionName is null).ToList();
        Assert.All(others, item => Assert.True(int.Parse(item.ItemId[1..]) < 30));
        Assert.Equal(others.Select(item => item.Score).OrderDescending(), others.Select(item => item.Score));
        Assert.Equal(answer.ItemList.Select(item => item.ItemId), (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId));
        request.UserId = "u4";
        var places = (await Scene.RecommendAsync(request)).ItemList.Select(item => item.PromotionName is not null);
        Assert.NotEqual(answer.ItemList.Select(item => item.PromotionName is not null), places);

        promotion.FilterValues["MIN"] = "57";
        Assert.Equal(2, (await Scene.RecommendAsync(request)).ItemList.Count(item => item.PromotionName is not null));
        promotion.FilterValues = null;
        await RefusedAsync("MIN", request);
        promotion.FilterArn = null;
        await RefusedAsync("promotions need", request);
        request.Promotions = [promotion, promotion];
        await RefusedAsync("promotions", request);
        request.Promotions = [new Promotion { Name = "p", PercentPromotedItems = 101, FilterArn = request.FilterArn }];
        await RefusedAsync("ercentPromotedItems", request);
    }

    // The users' items as Ratings makes them.
    private static IEnumerable<int> Met(int user, bool click) => Enumerable.Range(0, 20)
        .Where(i => (i % 4 == 0) == click)
        .Select(i => (((user * 7) + (i * 11)) % 30) + (user % 2 * 30))
        .Order();

    private async Task<string> DeployAsync(string recipe) =>
        await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution", recipe), "campaign", Scene.Unexploring(recipe));

    private async Task<string> FilterAsync(string name, string expression, string? group = null)
    {
        var request = new CreateFilterRequest { Name = name, DatasetGroupArn = group ?? Group, FilterExpression = expression };
        var arn = (await Client.CreateFilterAsync(request, Cancel)).FilterArn;
        await Scene.UntilAsync(
            async () => (await Client.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn }, Cancel)).Filter.Status,
            status => status == "ACTIVE");
        return arn;
    }

    private async Task<List<int>> NumbersAsync(GetRecommendationsRequest request) =>
        [.. ((await Scene.RecommendAsync(request)).ItemList ?? []).Select(item => int.Parse(item.ItemId[1..])).Order()];

    private async Task RefusedAsync(string named, GetRecommendationsRequest request)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.RecommendAsync(request));
        Assert.Contains(named, exception.Message);
        Assert.Equal(400, (int)exception.StatusCode);
    }
}
