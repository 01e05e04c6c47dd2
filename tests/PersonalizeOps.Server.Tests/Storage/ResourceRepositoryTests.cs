using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Tests.Storage;

/// <summary>Stored resources.</summary>
public sealed class ResourceRepositoryTests : StorageTest
{
    [Fact]
    public void A_taken_name_is_not_stored_again()
    {
        using var database = Open();
        Assert.True(database.Write(session => session.Resources.TryInsert(Resource("campaign/a"))));
        Assert.False(database.Write(session => session.Resources.TryInsert(Resource("campaign/a"))));
        Assert.True(database.Write(session => session.Resources.TryInsert(Resource("solution/a"))));
    }

    [Fact]
    public void Pages_follow_the_order_of_creation_and_do_not_repeat()
    {
        using var database = Open();
        database.Write(session =>
        {
            foreach (var name in new[] { "c", "a", "b" })
            {
                session.Resources.TryInsert(Resource($"campaign/{name}"));
            }
        });
        database.Read(session =>
        {
            var first = session.Resources.Page(Query("campaign"), 0, 2);
            Assert.Equal(["c", "a"], first.Select(row => row.Name));
            var second = session.Resources.Page(Query("campaign"), first[^1].Sequence, 2);
            Assert.Equal(["b"], second.Select(row => row.Name));
            return 0;
        });
    }

    [Fact]
    public void References_filter_and_count()
    {
        using var database = Open();
        database.Write(session =>
        {
            session.Resources.TryInsert(Resource("campaign/a"), "one", "two", "one");
            session.Resources.TryInsert(Resource("campaign/b", ResourceStatus.CreatePending), "two");
        });
        database.Read(session =>
        {
            Assert.Equal(["a"], session.Resources.All(Query("campaign", "one")).Select(row => row.Name));
            Assert.Equal(2, session.Resources.Count(Query("campaign", "two")));
            Assert.Equal(1, session.Resources.Count(Query("campaign", "two"), ResourceStatus.BeingCreated));
            Assert.Equal("b", session.Resources.Latest(Query("campaign", "two"))!.Name);
            Assert.Equal("a", session.Resources.Latest(Query("campaign", "two"), ResourceStatus.Active)!.Name);
            Assert.Equal(["one", "two"], session.Resources.References(Arn("campaign/a")).Order());
            return 0;
        });
    }

    [Fact]
    public void A_deleted_resource_takes_everything_with_it_and_its_name_is_free()
    {
        using var database = Open();
        database.Write(session =>
        {
            session.Resources.TryInsert(Resource("dataset/a"), "one");
            session.Tags.Set(Arn("dataset/a"), "key", "value");
            session.DatasetContents.Set(new DatasetContent(Arn("dataset/a"), "file", 3));
            session.Models.Set(new ModelRow(Arn("dataset/a"), ulong.MaxValue, "folder", null));
            session.Resources.Delete(Arn("dataset/a"));
        });
        database.Write(session =>
        {
            Assert.True(session.Resources.TryInsert(Resource("dataset/a")));
            Assert.Empty(session.Tags.List(Arn("dataset/a")));
            Assert.Empty(session.Resources.References(Arn("dataset/a")));
            Assert.Null(session.DatasetContents.Find(Arn("dataset/a")));
            Assert.Null(session.Models.Find(Arn("dataset/a")));
        });
    }

    [Fact]
    public void A_model_row_comes_back_as_it_was_stored()
    {
        using var database = Open();
        var metrics = new Dictionary<string, double> { ["coverage"] = 0.1233, ["precision_at_5"] = 0 };
        database.Write(session =>
        {
            session.Resources.TryInsert(Resource("solution/a"));
            session.Models.Set(new ModelRow(Arn("solution/a"), ulong.MaxValue, "folder", metrics));
        });
        var row = database.Read(session => session.Models.Find(Arn("solution/a")))!;
        Assert.Equal((ulong.MaxValue, "folder"), (row.Seed, row.Folder));
        Assert.Equal(metrics, row.Metrics);
    }
}
