using Amazon.ParcelPost;
using Amazon.ParcelPost.Model;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Protocols;

public class InputValidationTests
{
    private const string Arn = "arn:aws:personalize:eu-west-1:000000000000:solution/x/y";

    [Fact]
    public void A_valid_input_has_no_violation() =>
        Assert.Empty(Campaign(new CreateCampaignRequest
        {
            Name = "Movies",
            SolutionVersionArn = Arn,
            MinProvisionedTPS = 1,
            Tags = [new Tag { TagKey = "k", TagValue = string.Empty }],
        }));

    [Fact]
    public void Every_missing_member_is_named() =>
        Assert.Equal(
            [
                "Value null at 'name' failed to satisfy constraint: Member must not be null",
                "Value null at 'solutionVersionArn' failed to satisfy constraint: Member must not be null",
            ],
            Campaign(new CreateCampaignRequest()));

    [Fact]
    public void A_bad_name_breaks_the_pattern() =>
        Assert.Equal(
            @"Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\-_]*",
            Assert.Single(Campaign(new CreateCampaignRequest { Name = "a b", SolutionVersionArn = Arn })));

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, "Member must have length less than or equal to 63")]
    public void A_name_may_have_63_letters(int length, string? constraint)
    {
        var name = new string('a', length);
        Assert.Equal(
            constraint is null ? [] : [$"Value '{name}' at 'name' failed to satisfy constraint: {constraint}"],
            Campaign(new CreateCampaignRequest { Name = name, SolutionVersionArn = Arn }));
    }

    [Fact]
    public void An_empty_text_may_break_two_constraints() =>
        Assert.Equal(
            [
                "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1",
                @"Value '' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\-_]*",
            ],
            Campaign(new CreateCampaignRequest { Name = string.Empty, SolutionVersionArn = Arn }));

    [Fact]
    public void A_number_below_its_range_is_named() =>
        Assert.Equal(
            "Value '0' at 'minProvisionedTPS' failed to satisfy constraint: Member must have value greater than or equal to 1",
            Assert.Single(Campaign(new CreateCampaignRequest { Name = "x", SolutionVersionArn = Arn, MinProvisionedTPS = 0 })));

    [Fact]
    public void An_unknown_enumeration_value_lists_the_known_ones() =>
        Assert.Equal(
            "Value 'SOME' at 'trainingMode' failed to satisfy constraint: Member must satisfy enum value set: [FULL, UPDATE, AUTOTRAIN]",
            Assert.Single(Check(
                PersonalizeContract.Descriptor,
                "CreateSolutionVersion",
                new CreateSolutionVersionRequest { SolutionArn = Arn, TrainingMode = "SOME" })));

    [Fact]
    public void A_nested_member_is_named_by_its_path() =>
        Assert.Equal(
            "Value null at 'jobOutput.s3DataDestination.path' failed to satisfy constraint: Member must not be null",
            Assert.Single(Check(
                PersonalizeContract.Descriptor,
                "CreateDatasetExportJob",
                new CreateDatasetExportJobRequest
                {
                    JobName = "x",
                    DatasetArn = Arn,
                    RoleArn = "arn:aws:iam::000000000000:role/x",
                    JobOutput = new DatasetExportJobOutput { S3DataDestination = new S3DataConfig() },
                })));

    [Fact]
    public void A_sensitive_value_stays_out_of_the_message_and_elements_count_from_one()
    {
        var texts = Campaign(new CreateCampaignRequest
        {
            Name = "x",
            SolutionVersionArn = Arn,
            Tags = [new Tag { TagKey = "ok", TagValue = string.Empty }, new Tag { TagKey = "se,cret", TagValue = "v" }],
        });

        Assert.Equal(
            @"Value at 'tags.2.member.tagKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$",
            Assert.Single(texts));
    }

    [Fact]
    public void What_is_inside_a_sensitive_structure_is_sensitive() =>
        Assert.Equal(
            "Value at 'eventList.1.member.eventType' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Assert.Single(Check(
                PersonalizeEventsContract.Descriptor,
                "PutEvents",
                new PutEventsRequest
                {
                    TrackingId = "t",
                    SessionId = "s",
                    EventList = [new Event { EventType = string.Empty, SentAt = DateTime.UnixEpoch }],
                })));

    [Fact]
    public void An_empty_list_is_too_short() =>
        Assert.Equal(
            "Value at 'eventList' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Assert.Single(Check(
                PersonalizeEventsContract.Descriptor, "PutEvents", new PutEventsRequest { TrackingId = "t", SessionId = "s", EventList = [] })));

    [Fact]
    public void Elements_of_a_list_of_texts_are_told_together() =>
        Assert.Equal(
            "Value '[title, Ti-tle]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
            + "[Member must have length less than or equal to 4, Member must have length greater than or equal to 1]",
            Assert.Single(InputValidation.Check(KeyHolder(), new List<string> { "title", "Ti-tle" })));

    [Fact]
    public void Keys_and_values_of_a_map_are_told_together() =>
        Assert.Equal(
            [
                "Value '{Attic=, k=v}' at 'byKey' failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must satisfy regular expression pattern: [a-z]+]",
                "Value '{Attic=, k=v}' at 'byKey' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length greater than or equal to 1]",
            ],
            InputValidation.Check(MapHolder(), new Dictionary<string, string> { ["Attic"] = string.Empty, ["k"] = "v" }));

    [Fact]
    public void Structures_in_lists_and_maps_are_checked_to_any_depth()
    {
        var request = new SendParcelRequest
        {
            DepotName = "north",
            Path = "p",
            Copies = 10,
            Secret = "too long a secret",
            Parcel = new Parcel
            {
                Name = "a",
                Weight = double.NaN,
                Inside = [new Parcel { Name = "b" }, new Parcel()],
                ByRoom = new Dictionary<string, Parcel> { ["attic"] = new() { Name = "B", State = State.Delivered } },
            },
        };

        Assert.Equal(
            [
                "Value at 'secret' failed to satisfy constraint: Member must have length less than or equal to 8",
                "Value 'NaN' at 'parcel.weight' failed to satisfy constraint: Member must have value greater than or equal to 0",
                "Value null at 'parcel.inside.2.member.name' failed to satisfy constraint: Member must not be null",
                @"Value 'B' at 'parcel.byRoom.attic.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z\d-]+",
                "Value '10' at 'copies' failed to satisfy constraint: Member must have value less than or equal to 9",
            ],
            Check(ParcelPostContract.Descriptor, "SendParcel", request));
    }

    [Fact]
    public void A_null_in_a_list_is_a_violation() =>
        Assert.Equal(
            "Value null at 'parcel.inside.1.member' failed to satisfy constraint: Member must not be null",
            Assert.Single(Check(
                ParcelPostContract.Descriptor,
                "SendParcel",
                new SendParcelRequest { DepotName = "n", Path = "p", Parcel = new Parcel { Name = "a", Inside = [null!] } })));

    [Fact]
    public void A_long_value_is_cut_in_the_message()
    {
        var text = Assert.Single(Check(
            PersonalizeContract.Descriptor, "CreateSchema", new CreateSchemaRequest { Name = "x", Schema = new string('s', 20_001) }));

        Assert.InRange(text.Length, 1000, 1200);
        Assert.EndsWith("less than or equal to 20000", text, StringComparison.Ordinal);
    }

    private static StructureShape KeyHolder() =>
        Holder("tagKeys", new ListShape("L", () => new Shape("K", ShapeKind.String) { Min = 1, Max = 4 }, () => new List<string>()));

    private static StructureShape MapHolder() => Holder("byKey", new MapShape(
        "M",
        () => new Shape("K", ShapeKind.String) { Pattern = "[a-z]+" },
        () => new Shape("V", ShapeKind.String) { Min = 1 },
        () => new Dictionary<string, string>()));

    // The object is its own only member.
    private static StructureShape Holder(string name, Shape shape) => new(
        "Holder", () => new object(), () => [new ShapeMember(name, () => shape, value => value, (_, _) => { })]);

    private static IReadOnlyList<string> Campaign(CreateCampaignRequest request) =>
        Check(PersonalizeContract.Descriptor, "CreateCampaign", request);

    private static IReadOnlyList<string> Check(ServiceDescriptor service, string operation, object request) =>
        InputValidation.Check(service.Operations[operation].Input, request);
}
