using System.Text;

namespace PersonalizeOps.Data.Tests.Schemas;

public sealed class SchemaInferenceTests
{
    private const string Prose = "A long story of a man who leaves his town and comes back after many years to find it changed";

    private static IReadOnlyList<InferredField> Infer(string csv, DatasetType type, long maximumRows = long.MaxValue) =>
        SchemaInference.Infer(new MemoryStream(Encoding.UTF8.GetBytes(csv)), type, "test.csv", maximumRows);

    private static SchemaField Field(string values, DatasetType type = DatasetType.Items)
    {
        var rows = values.Split(';').Select((value, index) => $"{index},1,{value}");
        return Infer($"ITEM_ID,NUMBER,X\n{string.Join('\n', rows)}\n", type).Single(field => field.Field.Name == "X").Field;
    }

    [Theory]
    [InlineData("1;2;-3", FieldType.Int, false)]
    [InlineData("1;2;3000000000", FieldType.Long, false)]
    [InlineData("1;2.5;1e3", FieldType.Float, false)]
    [InlineData("1;2.5;-1e39", FieldType.Double, false)]
    [InlineData("1;;3", FieldType.Int, true)]
    [InlineData("NaN;1;2", FieldType.String, false)]
    [InlineData("1;2;x", FieldType.String, false)]
    public void A_type_follows_from_all_values(string values, FieldType type, bool nullable)
    {
        var field = Field(values);

        Assert.Equal(type, field.Type);
        Assert.Equal(nullable, field.Nullable);
    }

    [Theory]
    [InlineData("red;blue;red;blue", true)]
    [InlineData("a|b;c;d", true)]
    [InlineData("one;two;three", false)]
    [InlineData("true;false;true", true)]
    public void Texts_that_repeat_or_list_are_categories(string values, bool categorical) =>
        Assert.Equal(categorical, Field(values).Categorical);

    [Fact]
    public void One_column_of_prose_is_textual_and_only_in_items()
    {
        var items = Infer($"ITEM_ID,N,A,B\n1,1,{Prose} 1,{Prose} 2\n2,2,{Prose} 3,{Prose} 4\n", DatasetType.Items);
        var users = Infer($"USER_ID,N,A\n1,1,{Prose} 1\n2,2,{Prose} 2\n", DatasetType.Users);

        Assert.Equal([false, false, true, false], items.Select(field => field.Field.Textual));
        Assert.DoesNotContain(users, field => field.Field.Textual);
    }

    [Fact]
    public void Reserved_names_have_the_types_that_Personalize_demands()
    {
        var fields = Infer("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n1,2,1600000000,watch,\n1,3,1600000001,watch,4\n", DatasetType.Interactions);

        Assert.Equal([FieldType.String, FieldType.String, FieldType.Long, FieldType.String, FieldType.Float], fields.Select(field => field.Field.Type));
        Assert.Equal([false, false, false, false, true], fields.Select(field => field.Field.Nullable));
        Assert.All(fields, field => Assert.False(string.IsNullOrWhiteSpace(field.Reason)));
    }

    [Fact]
    public void The_document_is_a_schema_of_the_type()
    {
        var fields = Infer("\uFEFFITEM_ID,GENRES,YEAR\n1,Drama|War,1990\n2,Drama,\n", DatasetType.Items);

        var schema = DatasetSchema.Parse(SchemaInference.ToJson(fields, DatasetType.Items));

        schema.Validate(DatasetType.Items);
        Assert.Equal(fields.Select(field => field.Field), schema.Fields);
    }

    [Fact]
    public void Only_as_many_rows_as_asked_are_looked_at() =>
        Assert.Equal(FieldType.Int, Infer("ITEM_ID,X\n1,1\n2,2\n3,text\n", DatasetType.Items, maximumRows: 2)[1].Field.Type);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("ITEM_ID,X\n", "no rows")]
    [InlineData("ITEM_ID,X\n1,2\n3\n", "line 3")]
    [InlineData("ID,X\n1,2\n", "ITEM_ID")]
    [InlineData("ITEM_ID,a b\n1,2\n", "a b")]
    [InlineData("ITEM_ID,X,X\n1,2,3\n", "X")]
    [InlineData(" ITEM_ID,X\n1,2\n", "line 1: the column ' ITEM_ID' has spaces around its name")]
    [InlineData("ITEM_ID, X\n1,2\n", "line 1: the column ' X' has spaces around its name")]
    [InlineData("ITEM_ID,\"X\"\n1,2\n", "line 1: the column 'X' has its name in quotes")]
    [InlineData("ITEM_ID,X\n1,\"2\n", "line 2")]
    public void A_file_that_cannot_have_a_schema_is_refused_with_the_place(string csv, string part) =>
        Assert.Contains(part, Assert.Throws<SchemaException>(() => Infer(csv, DatasetType.Items)).Message, StringComparison.Ordinal);
}
