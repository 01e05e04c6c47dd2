using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class SchemaTests : DeletableContract
{
    protected override string UnknownArn => Scene.Arn("schema/none");

    [Fact]
    public async Task A_schema_is_described_as_it_was_given()
    {
        var arn = await CreateAsync("movies");
        var schema = (await Client.DescribeSchemaAsync(new DescribeSchemaRequest { SchemaArn = arn }, Cancel)).Schema;
        Assert.Equal(Scene.Arn("schema/movies"), arn);
        Assert.Equal((arn, "movies", Ratings.InteractionsSchema), (schema.SchemaArn, schema.Name, schema.Schema));
        Assert.NotNull(schema.CreationDateTime);
        Assert.Null(schema.Domain);
    }

    [Theory]
    [InlineData("no avro at all", "valid")]
    [InlineData("""{"type":"record","name":"Interactions","fields":[]}""", "field")]
    [InlineData("""{"type":"record","name":"Films","fields":[{"name":"ITEM_ID","type":"string"}]}""", "Films")]
    [InlineData("""{"type":"record","name":"Interactions","fields":[{"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"}]}""", "TIMESTAMP")]
    [InlineData("""{"type":"record","name":"Interactions","fields":[{"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"string"}]}""", "TIMESTAMP")]
    [InlineData("""{"type":"record","name":"\ud800","fields":[{"name":"A","type":"string"}]}""", "surrogate")]
    public async Task A_schema_that_is_none_is_invalid_input(string schema, string named)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateSchemaAsync("bad", schema));
        Assert.Contains(named, exception.Message);
    }

    [Fact]
    public async Task A_schema_of_a_domain_needs_the_domains_fields()
    {
        var request = new CreateSchemaRequest { Name = "shop", Schema = Ratings.ItemsSchema, Domain = Amazon.Personalize.Domain.ECOMMERCE };
        Assert.Contains("PRICE", (await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateSchemaAsync(request, Cancel))).Message);
    }

    public static TheoryData<string, string, string> DomainFaults => new()
    {
        { "ECOMMERCE", Ratings.ShopItemsSchema.Replace("\"float\"", "\"int\""), "PRICE" },
        { "ECOMMERCE", Ratings.ShopItemsSchema.Replace(",\"categorical\":true", ""), "categorical" },
        { "ECOMMERCE", Ratings.ShopItemsSchema.Replace("\"type\":\"float\"", "\"type\":[\"float\",\"null\"]"), "null" },
        { "VIDEO_ON_DEMAND", Ratings.VideoItemsSchema.Replace("GENRES", "KINDS"), "GENRES" },
        { "VIDEO_ON_DEMAND", Ratings.VideoItemsSchema.Replace("CREATION_TIMESTAMP", "YEAR"), "CREATION_TIMESTAMP" },
        { "VIDEO_ON_DEMAND", Ratings.VideoItemsSchema.Replace("""{"name":"ITEM_ID",""", """{"name":"DURATION","type":"long"},{"name":"ITEM_ID","""), "DURATION" },
        { "VIDEO_ON_DEMAND", Ratings.InteractionsSchema.Replace("EVENT_TYPE", "KIND"), "EVENT_TYPE" },
        { "VIDEO_ON_DEMAND", Ratings.UsersSchema.Replace("AGE", "SUBSCRIPTION_MODEL"), "SUBSCRIPTION_MODEL" },
        {
            "ECOMMERCE",
            """{"type":"record","name":"Actions","fields":[{"name":"ACTION_ID","type":"string"},{"name":"VALUE","type":["long","null"]}]}""",
            "custom dataset group"
        },
    };

    [Theory]
    [MemberData(nameof(DomainFaults))]
    public async Task A_schema_of_a_domain_has_the_domains_fields_with_their_types(string domain, string schema, string named)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.CreateSchemaAsync("bad", schema, Amazon.Personalize.Domain.FindValue(domain)));
        Assert.Contains(named, exception.Message);
    }

    [Fact]
    public async Task A_schema_of_another_domain_than_the_group_is_invalid_input()
    {
        var group = await Scene.CreateGroupAsync("videos", Amazon.Personalize.Domain.VIDEO_ON_DEMAND);
        await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.CreateDatasetAsync(group, "films", "Items", Ratings.ShopItemsSchema, Amazon.Personalize.Domain.ECOMMERCE));
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateDatasetAsync(group, "custom", "Items", Ratings.ItemsSchema));
        await Scene.CreateDatasetAsync(group, "right", "Items", Ratings.VideoItemsSchema, Amazon.Personalize.Domain.VIDEO_ON_DEMAND);
    }

    protected override Task<string> CreateAsync(string name) => Scene.CreateSchemaAsync(name, Ratings.InteractionsSchema);

    protected override async Task<string> DescribeAsync(string arn)
    {
        await Client.DescribeSchemaAsync(new DescribeSchemaRequest { SchemaArn = arn }, Cancel);
        return "ACTIVE";
    }

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var response = await Client.ListSchemasAsync(new ListSchemasRequest { MaxResults = maxResults, NextToken = nextToken }, Cancel);
        return ([.. response.Schemas.Select(schema => schema.SchemaArn)], response.NextToken);
    }

    protected override Task DeleteAsync(string arn) => Client.DeleteSchemaAsync(new DeleteSchemaRequest { SchemaArn = arn }, Cancel);

    protected override async Task<string> CreateUsedAsync(string name)
    {
        await Scene.CreateDatasetAsync(await Scene.CreateGroupAsync("group"), name, "Interactions", Ratings.InteractionsSchema);
        return Scene.Arn($"schema/{name}-schema");
    }
}
