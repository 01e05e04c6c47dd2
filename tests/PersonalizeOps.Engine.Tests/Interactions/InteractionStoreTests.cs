using System.Text;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Interactions;

public sealed class InteractionStoreTests
{
    [Fact]
    public void Users_have_their_interactions_by_time_and_ties_by_arrival()
    {
        using var store = Build(("u", "late", 30), ("u", "a", 10), ("u", "c", 20), ("u", "b", 20), ("v", "a", 5));
        Assert.True(store.TryGetUser("u", out var user));
        Assert.Equal(["a", "c", "b", "late"], store.ItemsOf(user).ToArray().Select(store.GetItemId));
        Assert.Equal([10L, 20, 20, 30], store.TimestampsOf(user).ToArray());
        Assert.Equal((2, 4, 5L, 30L), (store.UserCount, store.ItemCount, store.Count, store.LatestTimestamp));
    }

    [Fact]
    public void Exact_duplicates_count_once_and_others_do_not()
    {
        var builder = new InteractionStoreBuilder();
        for (var i = 0; i < 40; i++)
        {
            Checkerboard.Add(builder, "u", "a", 1, "watch", float.NaN);
            Checkerboard.Add(builder, "u", "a", 1, "click", float.NaN);
            Checkerboard.Add(builder, "u", "a", 1, "watch", 2);
            Checkerboard.Add(builder, "u", "a", 2, "watch", 2);
        }

        Assert.Equal(160, builder.Count);
        using var store = builder.Build();
        Assert.Equal(4, store.Count);
        Assert.Equal(["watch", "click"], store.EventTypes);
    }

    [Fact]
    public void Ids_are_numbered_by_value_then_by_text()
    {
        string[] ids = ["10", "b", "9", "010", "é", "a", "0", "100000000000000000000000", "2"];
        using var store = Build([.. ids.Select((id, index) => ("u", id, (long)index))]);
        Assert.Equal(
            ["0", "2", "9", "10", "100000000000000000000000", "010", "a", "b", "é"],
            Enumerable.Range(0, store.ItemCount).Select(store.GetItemId));
        Assert.All(ids, id => Assert.True(store.TryGetItem(id, out var item) && store.GetItemId(item) == id));
        Assert.False(store.TryGetItem("11", out var none));
        Assert.Equal(-1, none);
        Assert.False(store.TryGetItem(string.Empty, out _));
    }

    [Fact]
    public void Ids_that_begin_alike_are_ordered_by_what_follows()
    {
        string[] ids =
        [
            "99999999", "100000000", "12345678", "12345679", "1234567", // numbers longer than seven digits
            new('9', 253), new('9', 254), "1" + new string('0', 254), new('9', 255), // longer than a key can tell
            "abcdefg", "abcdefgh", "abcdefgg", "abcdefg\0", "abcdef", "0123456789", "ünï", "ünïc",
        ];
        var numbers = ids.Where(id => id[0] is >= '1' and <= '9').OrderBy(System.Numerics.BigInteger.Parse);
        var texts = ids.Where(id => id[0] is not (>= '1' and <= '9')).OrderBy(id => id, StringComparer.Ordinal);
        using var store = Build([.. ids.Select((id, index) => ("u", id, (long)index))]);
        Assert.Equal([.. numbers, .. texts], Enumerable.Range(0, store.ItemCount).Select(store.GetItemId));
    }

    [Fact]
    public void Short_and_long_ids_may_alternate()
    {
        var rows = Enumerable.Range(0, 1000)
            .Select(i => ($"{i % 7}{(i % 3 == 0 ? "-a-long-id" : string.Empty)}", $"{i * 31 % 97}{(i % 5 == 0 ? "ü" : string.Empty)}", (long)i))
            .ToArray();
        using var store = Build(rows);
        Assert.Equal(1000, store.Count);
        foreach (var user in rows.GroupBy(row => row.Item1))
        {
            Assert.True(store.TryGetUser(user.Key, out var number));
            Assert.Equal(user.Select(row => row.Item2), store.ItemsOf(number).ToArray().Select(store.GetItemId));
        }
    }

    [Fact]
    public void Thousands_of_ids_are_all_found_again()
    {
        var ids = Enumerable.Range(0, 5000).Select(i => $"item-{i * 7919 % 5000:x}").ToArray();
        using var store = Build([.. ids.Select((id, index) => ($"user {index % 97}", id, (long)index))]);
        Assert.Equal((97, 5000), (store.UserCount, store.ItemCount));
        Assert.All(ids, id => Assert.True(store.TryGetItem(id, out _)));
    }

    [Fact]
    public void A_saved_store_is_the_same_and_can_replace_itself()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.bin");
        using var store = MixedTypes();
        store.Save(path);
        using (var opened = InteractionStore.Open(path))
        {
            AssertSame(store, opened);
            opened.Save(path);
        }

        using var again = InteractionStore.Open(path);
        AssertSame(store, again);
        Assert.Equal(["store.bin"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_store_can_be_built_saved_and_opened()
    {
        using var folder = new TemporaryFolder();
        using var store = new InteractionStoreBuilder().Build();
        store.Save(folder.File("empty"));
        using var opened = InteractionStore.Open(folder.File("empty"));
        Assert.Equal((0, 0, 0L, 0L), (opened.UserCount, opened.ItemCount, opened.Count, opened.LatestTimestamp));
        Assert.Empty(opened.EventTypes);
    }

    [Fact]
    public void Every_damaged_byte_and_every_shorter_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.bin");
        using var store = MixedTypes();
        store.Save(path);
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            File.WriteAllBytes(path, bytes[..i]);
            Assert.Throws<StoreFormatException>(() => InteractionStore.Open(path));
        }

        var undetected = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            try
            {
                using var opened = InteractionStore.Open(path);
                AssertSame(store, opened);
                undetected++;
            }
            catch (StoreFormatException exception)
            {
                Assert.Equal(path, exception.Path);
            }
        }

        // Only the padding between sections may change unnoticed, and changes nothing.
        Assert.InRange(undetected, 0, 64 * 12);
    }

    [Fact]
    public void Foreign_files_are_refused_and_missing_ones_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("file");
        File.WriteAllText(path, string.Join('\n', Enumerable.Repeat("USER_ID,ITEM_ID,TIMESTAMP", 50)));
        Assert.Contains("not an engine file", Assert.Throws<StoreFormatException>(() => InteractionStore.Open(path)).Message, StringComparison.Ordinal);
        using (var items = new ItemTableBuilder([]).Build())
        {
            items.Save(path);
        }

        Assert.Contains("'items'", Assert.Throws<StoreFormatException>(() => InteractionStore.Open(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => InteractionStore.Open(folder.File("none")));
    }

    [Fact]
    public void Filters_keep_what_matches_and_drop_users_and_items_left_empty()
    {
        using var store = MixedTypes();
        using var all = store.Where(null, null);
        AssertSame(store, all);
        using var watched = store.Where("watch", null);
        Assert.Equal((2L, 1, 2), (watched.Count, watched.UserCount, watched.ItemCount));
        Assert.Equal("watch", watched.EventTypeFilter);
        using var rated = store.Where("rating", 3);
        Assert.Equal((1L, "w"), (rated.Count, rated.GetUserId(0)));
        using var valued = store.Where(null, 2);
        Assert.Equal(2, valued.Count);
        using var none = store.Where("no such type", null);
        Assert.Equal(0, none.Count);
    }

    [Fact]
    public void An_incremental_import_adds_to_what_was_there()
    {
        using var store = MixedTypes();
        var builder = new InteractionStoreBuilder();
        builder.Add(store);
        Checkerboard.Add(builder, "v", "newest", 99, "share");
        builder.Add(store);
        using var added = builder.Build();
        Assert.Equal(store.Count + 1, added.Count);
        Assert.True(added.TryGetUser("v", out var user));
        Assert.Equal("newest", added.GetItemId(added.ItemsOf(user)[^1]));
        Assert.Equal([.. store.EventTypes, "share"], added.EventTypes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 1)]
    [InlineData(2, 90)]
    [InlineData(5, 7000)]
    public void What_several_builders_read_is_what_one_reads_in_order(int builders, int rowsTogether)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Bytes(Serial()), Bytes(Parallel()));

        InteractionStoreBuilder Serial()
        {
            var builder = new InteractionStoreBuilder("DEVICE");
            AddPart(builder, 100);
            for (var part = 0; part < 12; part++)
            {
                AddPart(builder, part);
            }

            AddPart(builder, 101);
            return builder;
        }

        InteractionStoreBuilder Parallel()
        {
            var builder = new InteractionStoreBuilder("DEVICE");
            AddPart(builder, 100);
            var others = Enumerable.Range(0, builders).Select(_ => new InteractionStoreBuilder("DEVICE")).ToArray();
            for (var part = 0; part < 12; part++)
            {
                var other = others[part * 7 % builders];
                other.BeginPart(part);
                AddPart(other, part);
            }

            Assert.True(builder.TryAdd(others));
            AddPart(builder, 101);
            return builder;
        }

        // Equal seconds, so that the order of arrival shows; duplicates across parts; 20,000 rows, so that chunks end within parts; parts end within
        // rows of a user that stand together.
        void AddPart(InteractionStoreBuilder builder, int part)
        {
            for (var row = 0; row < 20_000; row++)
            {
                var number = (part * 20_000) + row;
                var user = part % 5 == 4 && row < 50 ? "shared" : $"u{number / rowsTogether * 7919L % 997}";
                Checkerboard.Add(builder, user, $"i{number * 31L % 1009}", number * 17L % 40, $"type {number % 83 % (3 + part)}", number % 3);
                builder.SetValue(0, Encoding.UTF8.GetBytes(number % 4 == 0 ? "" : $"device {number % 19}"));
            }
        }

        byte[] Bytes(InteractionStoreBuilder builder)
        {
            using var store = builder.Build();
            store.Save(folder.File("store"));
            return File.ReadAllBytes(folder.File("store"));
        }
    }

    [Fact]
    public void More_event_types_than_there_may_be_are_refused_and_change_nothing()
    {
        var builder = new InteractionStoreBuilder();
        var others = new[] { new InteractionStoreBuilder(), new InteractionStoreBuilder() };
        for (var i = 0; i < 150; i++)
        {
            Checkerboard.Add(others[0], "u", "i", i, $"type {i}");
            Checkerboard.Add(others[1], "u", "i", i, $"type {i + 106}");
        }

        Assert.False(builder.TryAdd(others));
        Assert.Equal(0, builder.Count);
        Checkerboard.Add(builder, "u", "i", 1, "type 0");
        using var store = builder.Build();
        Assert.Equal(["type 0"], store.EventTypes);
    }

    [Fact]
    public void Times_far_apart_are_ordered()
    {
        using var store = Build(("u", "b", long.MaxValue), ("u", "c", 0), ("u", "a", long.MinValue), ("u", "d", 0));
        Assert.Equal(["a", "c", "d", "b"], store.ItemsOf(0).ToArray().Select(store.GetItemId));
    }

    [Fact]
    public void Hostile_ids_and_types_are_refused()
    {
        var builder = new InteractionStoreBuilder();
        Assert.Throws<ArgumentException>(() => builder.Add([], "i"u8, 1, [], 1));
        Assert.Throws<ArgumentException>(() => builder.Add("u"u8, [], 1, [], 1));
        Assert.Throws<ArgumentException>(() => builder.Add("u"u8, [0xC3], 1, [], 1));
        Assert.Throws<ArgumentException>(() => builder.Add("u"u8, new byte[1025], 1, [], 1));
        Assert.Throws<ArgumentException>(() => builder.Add("u"u8, "i"u8, 1, [0], 1));
        Assert.Throws<ArgumentException>(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                builder.Add("u"u8, "i"u8, 1, Encoding.UTF8.GetBytes($"type {i}"), 1);
            }
        });
        builder.Build().Dispose();
        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    [Fact]
    public void Own_columns_are_kept_with_their_rows_through_files_filters_and_increments()
    {
        using var folder = new TemporaryFolder();
        using var store = WithColumns();
        store.Save(folder.File("store"));
        using var opened = InteractionStore.Open(folder.File("store"));
        Assert.Equal(["DEVICE", "IMPRESSION"], opened.ColumnNames);
        Assert.Equal(["DEVICE"], opened.Select(column => column == "DEVICE").ColumnNames);
        Assert.Equal(opened.Count, opened.Select(_ => false).Count);
        Assert.Equal(["b/phone/-", "a/tv/1|2", "a/phone/1|2", "a/-/-"], Rows(opened));
        using var watched = opened.Where("watch", null);
        Assert.Equal(["a/tv/1|2", "a/phone/1|2"], Rows(watched));
        var builder = new InteractionStoreBuilder("PLACE", "DEVICE");
        builder.Add(opened);
        Checkerboard.Add(builder, "u", "z", 99);
        builder.SetValue(0, "home"u8);
        using var added = builder.Build();
        Assert.Equal(["PLACE", "DEVICE"], added.ColumnNames);
        Assert.Equal(["phone", "tv", "phone", null, null], Enumerable.Range(0, 5).Select(row => added.GetColumnValue(row, "DEVICE")));
        Assert.Equal("home", added.GetColumnValue(3, "PLACE"));
        Assert.Null(added.GetColumnValue(3, "IMPRESSION"));
    }

    [Fact]
    public void Rows_that_differ_in_an_own_column_are_no_duplicates()
    {
        foreach (var copies in new[] { 2, 40 })
        {
            var builder = new InteractionStoreBuilder("DEVICE");
            for (var i = 0; i < copies; i++)
            {
                foreach (var device in new[] { "tv", "phone", "" })
                {
                    Checkerboard.Add(builder, "u", "a", 1, "watch");
                    builder.SetValue(0, Encoding.UTF8.GetBytes(device));
                }
            }

            using var store = builder.Build();
            Assert.Equal(["tv", "phone", null], Enumerable.Range(0, (int)store.Count).Select(row => store.GetColumnValue(row, "DEVICE")));
        }
    }

    [Fact]
    public void Every_damaged_byte_of_own_columns_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.bin");
        using var store = WithColumns();
        store.Save(path);
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 0x01;
            File.WriteAllBytes(path, damaged);
            try
            {
                using var opened = InteractionStore.Open(path);
                Assert.Equal(Rows(store), Rows(opened));
            }
            catch (StoreFormatException exception)
            {
                Assert.Equal(path, exception.Path);
            }
        }
    }

    [Fact]
    public void Hostile_columns_and_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new InteractionStoreBuilder("A", "A"));
        Assert.Throws<ArgumentException>(() => new InteractionStoreBuilder("A", ""));
        var builder = new InteractionStoreBuilder("A");
        Assert.Throws<InvalidOperationException>(() => builder.SetValue(0, "x"u8));
        Checkerboard.Add(builder, "u", "a", 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.SetValue(1, "x"u8));
        Assert.Throws<ArgumentException>(() => builder.SetValue(0, new byte[4001]));
        Assert.Throws<ArgumentException>(() => builder.SetValue(0, [0xC3]));
    }

    [Fact]
    public void A_disposed_store_says_so()
    {
        var store = MixedTypes();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Count);
    }

    private static InteractionStore WithColumns()
    {
        var builder = new InteractionStoreBuilder("DEVICE", "IMPRESSION");
        Add("u", "a", 20, "watch", "tv", "1|2");
        Add("u", "a", 30, "watch", "phone", "1|2");
        Add("u", "b", 10, "click", "phone", "");
        Add("v", "a", 40, "", "", "");
        return builder.Build();

        void Add(string user, string item, long timestamp, string type, string device, string impression)
        {
            Checkerboard.Add(builder, user, item, timestamp, type);
            builder.SetValue(0, Encoding.UTF8.GetBytes(device));
            builder.SetValue(1, Encoding.UTF8.GetBytes(impression));
        }
    }

    private static List<string> Rows(InteractionStore store)
    {
        var rows = new List<string>();
        for (var user = 0; user < store.UserCount; user++)
        {
            var row = store.RowsOf(user).Start.Value;
            foreach (var item in store.ItemsOf(user))
            {
                var device = store.GetColumnValue(row, "DEVICE") ?? "-";
                rows.Add($"{store.GetItemId(item)}/{device}/{store.GetColumnValue(row++, "IMPRESSION") ?? "-"}");
            }
        }

        return rows;
    }

    private static InteractionStore MixedTypes()
    {
        var builder = new InteractionStoreBuilder();
        Checkerboard.Add(builder, "u", "1", 10, "watch");
        Checkerboard.Add(builder, "u", "2", 11, "watch");
        Checkerboard.Add(builder, "v", "2", 12, "rating", 2.5f);
        Checkerboard.Add(builder, "w", "3", long.MaxValue, "rating", 4);
        Checkerboard.Add(builder, "w", "1", -5, string.Empty);
        return builder.Build();
    }

    private static InteractionStore Build(params (string User, string Item, long Timestamp)[] rows)
    {
        var builder = new InteractionStoreBuilder();
        foreach (var (user, item, timestamp) in rows)
        {
            Checkerboard.Add(builder, user, item, timestamp);
        }

        return builder.Build();
    }

    private static void AssertSame(InteractionStore expected, InteractionStore actual)
    {
        Assert.Equal(expected.EventTypes.Order(), actual.EventTypes.Order());
        Assert.Equal((expected.UserCount, expected.ItemCount, expected.Count), (actual.UserCount, actual.ItemCount, actual.Count));
        for (var user = 0; user < expected.UserCount; user++)
        {
            Assert.Equal(expected.GetUserId(user), actual.GetUserId(user));
            Assert.Equal(expected.TimestampsOf(user).ToArray(), actual.TimestampsOf(user).ToArray());
            Assert.Equal(
                expected.ItemsOf(user).ToArray().Select(expected.GetItemId),
                actual.ItemsOf(user).ToArray().Select(actual.GetItemId));
        }
    }
}
