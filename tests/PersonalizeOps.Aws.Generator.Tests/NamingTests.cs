using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Tests;

public class NamingTests
{
    [Theory]
    [InlineData("minProvisionedTPS", "MinProvisionedTPS")]
    [InlineData("hpoConfig", "HpoConfig")]
    [InlineData("performHPO", "PerformHPO")]
    [InlineData("Filters", "Filters")]
    public void A_member_becomes_a_property(string member, string property) => Assert.Equal(property, MemberNames.Property(member));

    [Theory]
    [InlineData("FULL", "FULL")]
    [InlineData("VIDEO_ON_DEMAND", "VIDEO_ON_DEMAND")]
    [InlineData("nodejs4.3", "Nodejs43")]
    [InlineData("provided.al2", "ProvidedAl2")]
    [InlineData("x86_64", "X86_64")]
    [InlineData("aws:kms", "AwsKms")]
    [InlineData("3gpp", "_3gpp")]
    public void A_value_becomes_a_constant(string value, string constant) => Assert.Equal(constant, MemberNames.Constant(value));

    [Theory]
    [InlineData("Personalize Runtime", "Amazon.PersonalizeRuntime", "AmazonPersonalizeRuntimeClient")]
    [InlineData("SFN", "Amazon.StepFunctions", "AmazonStepFunctionsClient")]
    [InlineData("SNS", "Amazon.SimpleNotificationService", "AmazonSimpleNotificationServiceClient")]
    [InlineData("IAM", "Amazon.IdentityManagement", "AmazonIdentityManagementServiceClient")]
    [InlineData("CloudWatch Logs", "Amazon.CloudWatchLogs", "AmazonCloudWatchLogsClient")]
    [InlineData("XRay", "Amazon.XRay", "AmazonXRayClient")]
    public void A_service_gets_the_names_of_the_sdk(string serviceId, string ns, string client)
    {
        var names = ServiceNames.Of(new ServiceModel("s", serviceId, "v", "json", "1.1", "T", "s", "s", false, default, default));

        Assert.Equal((ns, client), (names.Namespace, names.ClientClass));
    }

    [Theory]
    [InlineData("DescribeCampain", "DescribeCampaign")]
    [InlineData("createfilter", "CreateFilter")]
    [InlineData("ListCampaignz", "ListCampaigns")]
    public void The_nearest_name_is_the_one_with_the_fewest_edits(string name, string nearest) =>
        Assert.Equal(nearest, NearestName.Find(name, ["CreateFilter", "DescribeCampaign", "ListCampaigns"]));

    [Fact]
    public void There_is_no_nearest_name_among_none() => Assert.Null(NearestName.Find("x", []));
}
