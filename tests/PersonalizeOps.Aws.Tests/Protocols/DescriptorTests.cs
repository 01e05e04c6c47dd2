using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Protocols;

public class DescriptorTests
{
    [Fact]
    public void The_control_plane_speaks_json_1_1()
    {
        var service = PersonalizeContract.Descriptor;

        Assert.Equal(("personalize", "Personalize", "2018-05-22"), (service.Service, service.ServiceId, service.ApiVersion));
        Assert.Equal((WireProtocol.Json, "1.1", "AmazonPersonalize"), (service.Protocol, service.JsonVersion, service.TargetPrefix));
        Assert.Equal(("personalize", "personalize"), (service.SigningName, service.EndpointPrefix));
        Assert.Equal("application/x-amz-json-1.1", service.ContentType);
    }

    [Fact]
    public void Runtime_and_events_speak_rest_json_and_sign_as_personalize()
    {
        foreach (var service in new[] { PersonalizeRuntimeContract.Descriptor, PersonalizeEventsContract.Descriptor })
        {
            Assert.Equal((WireProtocol.RestJson, null), (service.Protocol, service.TargetPrefix));
            Assert.Equal(("personalize", service.Service), (service.SigningName, service.EndpointPrefix));
            Assert.Equal("application/json", service.ContentType);
        }
    }

    [Theory]
    [InlineData("GetRecommendations", "/recommendations")]
    [InlineData("GetPersonalizedRanking", "/personalize-ranking")]
    [InlineData("GetActionRecommendations", "/action-recommendations")]
    public void A_runtime_operation_has_its_path(string operation, string path) =>
        Assert.Equal(("POST", path), (
            PersonalizeRuntimeContract.Descriptor.Operations[operation].HttpMethod,
            PersonalizeRuntimeContract.Descriptor.Operations[operation].Path));

    [Theory]
    [InlineData("ResourceNotFoundException", 400, 404, 404)]
    [InlineData("ResourceInUseException", 400, 400, 409)]
    [InlineData("InvalidInputException", 400, 400, 400)]
    [InlineData("NobodyKnowsException", 400, 400, 400)]
    public void An_error_has_the_status_of_its_service(string code, int control, int runtime, int events)
    {
        Assert.Equal(control, PersonalizeContract.Descriptor.HttpStatusOf(code));
        Assert.Equal(runtime, PersonalizeRuntimeContract.Descriptor.HttpStatusOf(code));
        Assert.Equal(events, PersonalizeEventsContract.Descriptor.HttpStatusOf(code));
    }

    [Fact]
    public void A_shape_knows_its_constraints()
    {
        var name = PersonalizeContract.Descriptor.Operations["CreateCampaign"].Input.Find("name")!;

        Assert.True(name.Required);
        Assert.Equal((ShapeKind.String, 1, 63), (name.Shape.Kind, name.Shape.Min, name.Shape.Max));
        Assert.Equal(@"^[a-zA-Z0-9][a-zA-Z0-9\-_]*", name.Shape.Pattern);
        Assert.False(name.Shape.Sensitive);
    }

    [Fact]
    public void A_json_text_is_marked()
    {
        var events = (ListShape)PersonalizeEventsContract.Descriptor.Operations["PutEvents"].Input.Find("eventList")!.Shape;
        var properties = ((StructureShape)events.Element).Find("properties")!;

        Assert.True(properties.JsonValue);
        Assert.True(properties.Shape.Sensitive);
    }

    [Fact]
    public void An_operation_that_answers_nothing_has_no_output() =>
        Assert.Null(PersonalizeContract.Descriptor.Operations["DeleteCampaign"].Output);

    [Fact]
    public void A_recursive_shape_ends_in_itself()
    {
        var parcel = (StructureShape)ParcelPostContract.Descriptor.Operations["SendParcel"].Input.Find("parcel")!.Shape;

        Assert.Same(parcel, ((ListShape)parcel.Find("inside")!.Shape).Element);
        Assert.Same(parcel, ((MapShape)parcel.Find("byRoom")!.Shape).Value);
    }

    [Fact]
    public void Members_that_are_unknown_are_not_found() =>
        Assert.Null(PersonalizeContract.Descriptor.Operations["CreateCampaign"].Input.Find("Name"));
}
