using System.Text;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>A small data set with an obvious answer: users with an even number take items below 30, the others items from 30 on.</summary>
internal static class Ratings
{
    public const int Users = 80;
    public const int Items = 60;
    public const string InteractionsSchema =
        """
        {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"},
        {"name":"EVENT_TYPE","type":"string"},{"name":"EVENT_VALUE","type":["float","null"]}],"version":"1.0"}
        """;

    public const string ItemsSchema =
        """
        {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"ITEM_ID","type":"string"},{"name":"TITLE","type":"string"},
        {"name":"GENRES","type":["null","string"],"categorical":true}],"version":"1.0"}
        """;

    public const string ShopItemsSchema =
        """
        {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"ITEM_ID","type":"string"},{"name":"PRICE","type":"float"},
        {"name":"CATEGORY_L1","type":"string","categorical":true}],"version":"1.0"}
        """;

    public const string VideoItemsSchema =
        """
        {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"ITEM_ID","type":"string"},{"name":"CREATION_TIMESTAMP","type":"long"},
        {"name":"GENRES","type":"string","categorical":true}],"version":"1.0"}
        """;

    public const string UsersSchema =
        """
        {"type":"record","name":"Users","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"USER_ID","type":"string"},{"name":"AGE","type":"int"}],"version":"1.0"}
        """;

    public const string InteractionsHeader = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n";

    /// <param name="perUser">Interactions of each user.</param>
    /// <param name="users">How many users.</param>
    /// <param name="types">The event types: the first for every fourth interaction, the second for the others.</param>
    public static string Interactions(int perUser = 20, int users = Users, params string[] types)
    {
        var (rare, usual) = types is [var first, var second] ? (first, second) : ("click", "watch");
        var csv = new StringBuilder(InteractionsHeader);
        for (var user = 0; user < users; user++)
        {
            for (var i = 0; i < perUser; i++)
            {
                // Steps without a common factor with 30, so that a user's items differ and the users overlap.
                var item = ((user * 7) + (i * 11)) % 30 + (user % 2 * 30);
                var type = i % 4 == 0 ? rare : usual;
                csv.Append($"u{user},i{item},{1_600_000_000 + (user * 1000) + i},{type},{1 + (i % 5)}\n");
            }
        }

        return csv.ToString();
    }

    public static string ItemRows()
    {
        var csv = new StringBuilder("ITEM_ID,TITLE,GENRES\n");
        for (var item = 0; item < Items; item++)
        {
            csv.Append($"i{item},Film {item},{(item < 30 ? "Comedy|Drama" : "")}\n");
        }

        return csv.ToString();
    }

    public static string VideoItemRows()
    {
        var csv = new StringBuilder("ITEM_ID,CREATION_TIMESTAMP,GENRES\n");
        for (var item = 0; item < Items; item++)
        {
            csv.Append($"i{item},{1_500_000_000 + item},{(item < 30 ? "Comedy|Drama" : "Crime")}\n");
        }

        return csv.ToString();
    }
}
