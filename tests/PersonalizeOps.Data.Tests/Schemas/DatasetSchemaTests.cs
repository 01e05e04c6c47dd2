namespace PersonalizeOps.Data.Tests.Schemas;

public sealed class DatasetSchemaTests
{
    [Fact]
    public void Reads_names_types_and_flags_in_order()
    {
        var schema = DatasetSchema.Parse("""
            {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","version":"1.0","fields":[
              {"name":"ITEM_ID","type":"string"},
              {"name":"GENRES","type":["null","string"],"categorical":true},
              {"name":"PLOT","type":["string","null"],"textual":true},
              {"name":"YEAR","type":"int"},{"name":"PRICE","type":"float"},{"name":"SCORE","type":["double","null"]},
              {"name":"ADULT","type":"boolean"},{"name":"CREATION_TIMESTAMP","type":"long"}]}
            """);

        Assert.Equal("Items", schema.Name);
        Assert.Equal(
            [
                new SchemaField("ITEM_ID", FieldType.String, false, false, false),
                new SchemaField("GENRES", FieldType.String, true, true, false),
                new SchemaField("PLOT", FieldType.String, true, false, true),
                new SchemaField("YEAR", FieldType.Int, false, false, false),
                new SchemaField("PRICE", FieldType.Float, false, false, false),
                new SchemaField("SCORE", FieldType.Double, true, false, false),
                new SchemaField("ADULT", FieldType.Boolean, false, false, false),
                new SchemaField("CREATION_TIMESTAMP", FieldType.Long, false, false, false),
            ],
            schema.Fields);
        Assert.Equal(3, schema.IndexOf("YEAR"));
        Assert.Equal(-1, schema.IndexOf("year"));
        schema.Validate(DatasetType.Items);
    }

    [Fact]
    public void Keeps_the_document_as_it_was_given()
    {
        const string json = """{ "type":"record", "name":"Users","fields":[{"name":"USER_ID","type":"string"},{"name":"AGE","type":"int"}]}""";

        Assert.Equal(json, DatasetSchema.Parse(json).Json);
        DatasetSchema.Parse(json).Validate(DatasetType.Users);
    }

    [Fact]
    public void The_schemas_of_the_converter_suit_their_datasets()
    {
        DatasetSchema.Interactions.Validate(DatasetType.Interactions);
        DatasetSchema.Items.Validate(DatasetType.Items);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("not json", "not valid JSON (line 1, byte")]
    [InlineData("{\"type\":\"record\",", "not valid JSON")]
    [InlineData("""{"type":"record","name":"\ud800","fields":[]}""", "half of a surrogate pair")]
    [InlineData("""{"type":"record","name":"A","\udc00":1,"fields":[]}""", "half of a surrogate pair")]
    [InlineData("""{"type":"record","name":"A","fields":[{"name":"X","type":["\ud800","null"]}]}""", "half of a surrogate pair")]
    [InlineData("""{"type":"record","name":"A","fields":[{"name":"X","type":"string","textual":"\ud800"}]}""", "half of a surrogate pair")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("\"string\"", "must be a JSON object")]
    [InlineData("{}", "'type' is missing")]
    [InlineData("""{"type":"enum","name":"A","fields":[]}""", "must be 'record'")]
    [InlineData("""{"type":["record"],"name":"A","fields":[]}""", "'type' in the schema must be a text")]
    [InlineData("""{"type":"record","fields":[]}""", "'name' is missing")]
    [InlineData("""{"type":"record","name":"A-B","fields":[{"name":"X","type":"int"}]}""", "letters, digits and underscores")]
    [InlineData("""{"type":"record","name":"A"}""", "lacks 'fields'")]
    [InlineData("""{"type":"record","name":"A","fields":[]}""", "at least one field")]
    [InlineData("""{"type":"record","name":"A","fields":{}}""", "at least one field")]
    [InlineData("""{"type":"record","name":"A","type":"record","fields":[{"name":"X","type":"int"}]}""", "not valid JSON")]
    public void Refuses_a_document_that_is_no_schema(string json, string expected)
    {
        var error = Assert.Throws<SchemaException>(() => DatasetSchema.Parse(json));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"X\"", "fields[0] must be an object")]
    [InlineData("""{"type":"string"}""", "'name' is missing in fields[0]")]
    [InlineData("""{"name":"","type":"string"}""", "'name' in fields[0]")]
    [InlineData("""{"name":"X Y","type":"string"}""", "letters, digits and underscores")]
    [InlineData("""{"name":"1X","type":"string"}""", "can't start with a digit")]
    [InlineData("""{"name":"X"}""", "'X' lacks a type")]
    [InlineData("""{"name":"X","type":"text"}""", "unknown type 'text'")]
    [InlineData("""{"name":"X","type":"bytes"}""", "unknown type 'bytes'")]
    [InlineData("""{"name":"X","type":"null"}""", "only the type null")]
    [InlineData("""{"name":"X","type":["null"]}""", "no type besides null")]
    [InlineData("""{"name":"X","type":[]}""", "no type besides null")]
    [InlineData("""{"name":"X","type":["null","null","int"]}""", "null twice")]
    [InlineData("""{"name":"X","type":["string","int"]}""", "several types")]
    [InlineData("""{"name":"X","type":"array"}""", "nested type")]
    [InlineData("""{"name":"X","type":{"type":"array","items":"string"}}""", "nested type")]
    [InlineData("""{"name":"X","type":["null",{"type":"map","values":"int"}]}""", "nested type")]
    [InlineData("""{"name":"X","type":17}""", "nested type")]
    [InlineData("""{"name":"X","type":"string","categorical":"yes"}""", "'categorical' of the field 'X'")]
    [InlineData("""{"name":"X","type":"int","categorical":true}""", "must be string, not int")]
    [InlineData("""{"name":"X","type":"string","categorical":true,"textual":true}""", "both categorical and textual")]
    [InlineData("""{"name":"X","type":"string"},{"name":"X","type":"int"}""", "declared twice")]
    [InlineData("""{"name":"GENRES_FIELD_1","type":"string"},{"name":"GENRESFIELD1","type":"int"}""", "clash")]
    public void Refuses_a_field_and_says_which(string fields, string expected)
    {
        var error = Assert.Throws<SchemaException>(
            () => DatasetSchema.Parse($$"""{"type":"record","name":"Items","fields":[{{fields}}]}"""));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatasetType.Interactions, "Items", "USER_ID:string,ITEM_ID:string,TIMESTAMP:long", "name it 'Interactions'")]
    [InlineData(DatasetType.Interactions, "Interactions", "USER_ID:string,TIMESTAMP:long", "lacks the field ITEM_ID")]
    [InlineData(DatasetType.Interactions, "Interactions", "USER_ID:int,ITEM_ID:string,TIMESTAMP:long", "USER_ID must have the type string, not int")]
    [InlineData(DatasetType.Interactions, "Interactions", "USER_ID:string,ITEM_ID:string,TIMESTAMP:string", "TIMESTAMP must have the type long")]
    [InlineData(DatasetType.Interactions, "Interactions", "USER_ID:string,ITEM_ID:string,TIMESTAMP:long,EVENT_VALUE:string", "EVENT_VALUE must have the type float")]
    [InlineData(DatasetType.Interactions, "Interactions", "USER_ID:string,ITEM_ID:string,TIMESTAMP:long,A:int,B:int,C:int,D:int,E:int,F:int", "at most 5")]
    [InlineData(DatasetType.Items, "Items", "ITEM_ID:string", "at least one metadata field")]
    [InlineData(DatasetType.Items, "Items", "ITEM_ID:string,TITLE:string", "at least one metadata field")]
    [InlineData(DatasetType.Items, "Items", "ITEM_ID:string,CREATION_TIMESTAMP:int", "CREATION_TIMESTAMP must have the type long")]
    [InlineData(DatasetType.Users, "Users", "USER_ID:string,VIP:boolean", "at least one metadata field")]
    [InlineData(DatasetType.Actions, "Actions", "ACTION_ID:string,VALUE:string", "VALUE must have the type long")]
    [InlineData(DatasetType.ActionInteractions, "ActionInteractions", "USER_ID:string,ACTION_ID:string,TIMESTAMP:long", "lacks the field EVENT_TYPE")]
    public void Refuses_a_schema_that_does_not_suit_the_dataset(DatasetType type, string name, string fields, string expected)
    {
        var json = string.Join(',', fields.Split(',').Select(f => f.Split(':')).Select(f => $$"""{"name":"{{f[0]}}","type":"{{f[1]}}"}"""));
        var schema = DatasetSchema.Parse($$"""{"type":"record","name":"{{name}}","fields":[{{json}}]}""");

        var error = Assert.Throws<SchemaException>(() => schema.Validate(type));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"USER_ID","type":["null","string"]}""", "USER_ID is required")]
    [InlineData("""{"name":"USER_ID","type":"string","categorical":true}""", "USER_ID can't be categorical")]
    [InlineData("""{"name":"USER_ID","type":"string"},{"name":"EVENT_TYPE","type":"string","categorical":true}""", "EVENT_TYPE can't be categorical")]
    [InlineData("""{"name":"USER_ID","type":"string"},{"name":"NOTE","type":"string","textual":true}""", "only Items schemas")]
    public void Refuses_flags_that_reserved_fields_may_not_have(string fields, string expected)
    {
        var schema = DatasetSchema.Parse(
            $$"""{"type":"record","name":"Interactions","fields":[{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"},{{fields}}]}""");

        var error = Assert.Throws<SchemaException>(() => schema.Validate(DatasetType.Interactions));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Interactions", DatasetType.Interactions)]
    [InlineData("ITEMS", DatasetType.Items)]
    [InlineData("users", DatasetType.Users)]
    [InlineData("Action_Interactions", DatasetType.ActionInteractions)]
    [InlineData("ActionInteractions", DatasetType.ActionInteractions)]
    public void Reads_dataset_types_in_any_case(string text, DatasetType expected) => Assert.Equal(expected, DatasetTypes.Parse(text));

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("Films")]
    public void Refuses_other_dataset_types(string text) => Assert.Throws<ArgumentException>(() => DatasetTypes.Parse(text));

    [Fact]
    public void Writes_dataset_types_as_the_api_does()
    {
        Assert.Equal("Action_Interactions", DatasetType.ActionInteractions.ToApi());
        Assert.Equal("Items", DatasetType.Items.ToApi());
    }
}
