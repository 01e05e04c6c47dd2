using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;
using InvalidInputException = Amazon.PersonalizeEvents.Model.InvalidInputException;
using ResourceNotFoundException = Amazon.PersonalizeEvents.Model.ResourceNotFoundException;

namespace PersonalizeOps.Server.Tests.Events;

public sealed class PutRecordsTests : SceneTest
{
    private string Group { get; set; } = "";

    private string Items { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Items = await Scene.CreateDatasetAsync(Group, "items", "Items", Ratings.ItemsSchema);
    }

    [Fact]
    public async Task An_item_takes_the_place_of_the_imported_one_at_once()
    {
        await Scene.ImportAsync(Items, "items", Ratings.ItemRows());
        var config = new CampaignConfig { EnableMetadataWithRecommendations = true };
        var campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution"), "campaign", config);
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign });
        var (put, imported) = (answer.ItemList[0].ItemId, answer.ItemList[1].ItemId);
        await PutAsync(put, """{"title": "Seven", "genres": "Crime|Drama"}""");
        await PutAsync(put, """{"title": "Se7en"}""");
        var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 50, MetadataColumns = new() { ["ITEMS"] = ["TITLE", "GENRES"] } };
        var items = (await Scene.RecommendAsync(request)).ItemList.ToDictionary(item => item.ItemId);
        Assert.Equal("Se7en", items[put].Metadata["title"]);
        Assert.False(items[put].Metadata.ContainsKey("genres"));
        Assert.Equal($"Film {imported[1..]}", items[imported].Metadata["title"]);

        // A full import replaces what was imported only.
        await Scene.ImportAsync(Items, "again", Ratings.ItemRows().Replace("Film", "Movie"));
        items = (await Scene.RecommendAsync(request)).ItemList.ToDictionary(item => item.ItemId);
        Assert.Equal(("Se7en", $"Movie {imported[1..]}"), (items[put].Metadata["title"], items[imported].Metadata["title"]));
    }

    [Fact]
    public async Task Items_that_were_never_imported_are_trained_on()
    {
        await PutAsync("i1", """{"title": "One", "genres": "Comedy"}""");
        await Scene.CreateTrainedVersionAsync(Group, "solution", Scene.SimilarItems);
    }

    [Fact]
    public async Task Properties_must_follow_the_schema()
    {
        await RefusedAsync("TITLE", """{"genres": "Comedy"}""");
        await RefusedAsync("TITLE", null);
        await RefusedAsync("title", """{"title": null}""");
        await RefusedAsync("title", """{"title": 7}""");
        await RefusedAsync("1001", $$"""{"title": "{{new string('x', 1001)}}"}""");
        await RefusedAsync("Error parsing properties json", "title=Seven");
        await RefusedAsync("items.1.member.properties", new string(' ', 32_001));
        var users = await Scene.CreateDatasetAsync(Group, "users", "Users", Ratings.UsersSchema);
        await PutUserAsync(users, """{"age": 30}""");
        await PutUserAsync(users, """{"age": "30"}""");
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => PutUserAsync(users, """{"age": "thirty"}"""));
        Assert.Contains("age", exception.Message);
    }

    [Theory]
    [InlineData("""{"title": "\ud800"}""")]
    [InlineData("""{"title": "Seven", "\udc00": 1}""")]
    public async Task Half_a_surrogate_pair_is_no_text(string properties) => await RefusedAsync("surrogate", properties);

    [Fact]
    public async Task Names_that_differ_in_case_only_are_told_apart_when_written_exactly()
    {
        const string Schema =
            """
            {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"ITEM_ID","type":"string"},
            {"name":"Genre","type":"string","categorical":true},{"name":"GENRE","type":["null","string"],"categorical":true}],"version":"1.0"}
            """;
        var group = await Scene.CreateImportedGroupAsync("twins");
        Items = await Scene.CreateDatasetAsync(group, "twin-items", "Items", Schema);
        await RefusedAsync("Genre, GENRE", """{"genre": "Crime"}""");
        await PutAsync("i1", """{"Genre": "Crime", "GENRE": "Drama"}""");
        var config = new CampaignConfig { EnableMetadataWithRecommendations = true };
        var campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(group, "twins"), "twins", config);
        var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 50, MetadataColumns = new() { ["ITEMS"] = ["Genre", "GENRE"] } };
        var item = (await Scene.RecommendAsync(request)).ItemList.Single(item => item.ItemId == "i1");
        Assert.Equal(("Crime", "Drama"), (item.Metadata["genre"], item.Metadata["GENRE"]));
    }

    [Fact]
    public async Task A_dataset_made_anew_has_nothing_of_the_one_before()
    {
        var version = await Scene.CreateTrainedVersionAsync(Group, "solution");
        foreach (var title in new[] { "Seven", "Eight" })
        {
            var campaign = await Scene.DeployAsync(version, title, new CampaignConfig { EnableMetadataWithRecommendations = true });
            var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 1 };
            await PutAsync((await Scene.RecommendAsync(request)).ItemList[0].ItemId, $$"""{"title": "{{title}}"}""");
            request.MetadataColumns = new() { ["ITEMS"] = ["TITLE"] };
            Assert.Equal(title, (await Scene.RecommendAsync(request)).ItemList[0].Metadata["title"]);
            await Client.DeleteCampaignAsync(new DeleteCampaignRequest { CampaignArn = campaign }, Cancel);
            await Scene.UntilAsync(() => Client.ListCampaignsAsync(new ListCampaignsRequest(), Cancel), list => list.Campaigns is not { Count: > 0 });
            await Client.DeleteDatasetAsync(new DeleteDatasetRequest { DatasetArn = Items }, Cancel);
            await Scene.UntilAsync(() => Client.ListDatasetsAsync(new ListDatasetsRequest(), Cancel), list => list.Datasets.Count == 1);
            Items = await Scene.CreateDatasetAsync(Group, $"items-after-{title}", "Items", Ratings.ItemsSchema);
        }
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_or_of_another_type_is_refused()
    {
        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() => PutUserAsync(Scene.Arn("dataset/none/USERS"), """{"age": 30}"""));
        Assert.Equal(404, (int)missing.StatusCode);
        Assert.Contains("ITEMS", (await Assert.ThrowsAsync<InvalidInputException>(() => PutUserAsync(Items, """{"age": 30}"""))).Message);
        await Assert.ThrowsAsync<InvalidInputException>(() => PutUserAsync(Group, """{"age": 30}"""));
    }

    private Task<PutItemsResponse> PutAsync(string id, string? properties) => Scene.Events.PutItemsAsync(
        new PutItemsRequest { DatasetArn = Items, Items = [new Item { ItemId = id, Properties = properties }] },
        Cancel);

    private Task<PutUsersResponse> PutUserAsync(string dataset, string properties) => Scene.Events.PutUsersAsync(
        new PutUsersRequest { DatasetArn = dataset, Users = [new User { UserId = "u1", Properties = properties }] },
        Cancel);

    private async Task RefusedAsync(string named, string? properties)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => PutAsync("i1", properties));
        Assert.Contains(named, exception.Message);
    }
}
