using System.Globalization;
using System.Text;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Tests.TestData;

/// <summary>
/// Users and items like the squares of a board: even users have the even items and odd users the odd ones, except for one item each, which is
/// therefore the obvious recommendation.
/// </summary>
internal static class Checkerboard
{
    public const int Users = 80;
    public const int Items = 60;
    public const int Interactions = Users * ((Items / 2) - 1);

    public static TrainingData Data { get; } = new(Build().Build(), null);

    /// <summary>The one item of the user's colour the user has not.</summary>
    public static int MissingItem(int user) => (user % 2) + (2 * (user / 2 % (Items / 2)));

    public static void Add(InteractionStoreBuilder builder, string user, string item, long timestamp, string type = "watch", float value = float.NaN) =>
        builder.Add(Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(item), timestamp, Encoding.UTF8.GetBytes(type), value);

    public static InteractionStoreBuilder Build()
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < Users; user++)
        {
            for (var i = 0; i < Items / 2; i++)
            {
                // Each user starts elsewhere on the board, so that there is no common order.
                var item = (user % 2) + (2 * ((i + (7 * user)) % (Items / 2)));
                if (item != MissingItem(user))
                {
                    Add(builder, Name(user), Name(item), 1_000_000 + i);
                }
            }
        }

        return builder;
    }

    public static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
