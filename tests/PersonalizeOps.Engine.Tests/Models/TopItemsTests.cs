using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Tests.Models;

public sealed class TopItemsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(700)]
    [InlineData(5000)]
    [InlineData(60000)]
    public void The_highest_come_first_and_of_equals_the_lower_number(int items)
    {
        var random = new Random(items);
        Func<int, float>[] kinds =
        [
            _ => (random.NextSingle() * 200) - 100,
            _ => random.Next(5), // nearly all are equal to others
            _ => 0,
            item => item, // the last ones are the best
            item => -item,
            item => item % 3 == 0 ? float.NegativeInfinity : MathF.Exp(random.Next(-80, 80)),
            item => item < 30 ? item : float.NegativeInfinity, // fewer than asked for
            item => item == items / 2 ? float.PositiveInfinity : -1e-30f * item,
        ];
        foreach (var kind in kinds)
        {
            var scores = Enumerable.Range(0, items).Select(kind).ToArray();
            foreach (var wanted in (int[])[1, 25, 500])
            {
                var expected = Enumerable.Range(0, items)
                    .Where(item => scores[item] > float.NegativeInfinity)
                    .OrderByDescending(item => scores[item])
                    .ThenBy(item => item)
                    .Take(wanted)
                    .ToArray();
                var top = new int[wanted];
                Assert.Equal(expected, top[..TopItems.Select(scores, top)]);
                Assert.Equal(expected.Order(), top[..TopItems.SelectUnordered(scores, top)].Order());
            }
        }
    }
}
