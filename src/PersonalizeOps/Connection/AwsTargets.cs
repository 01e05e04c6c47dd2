using System.Management.Automation;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Finds credentials and region as every AWS tool does: arguments, profile, environment, SSO, instance role.</summary>
internal static class AwsTargets
{
    public static ConnectionTarget Create(string? profileName, string? region, Uri? endpoint, PSCredential? credential)
    {
        var profile = profileName is null ? null : FindProfile(profileName);
        var credentials = credential is not null
            ? new BasicAWSCredentials(credential.UserName, credential.GetNetworkCredential().Password)
            : profile?.GetAWSCredentials(new CredentialProfileStoreChain()) ?? DefaultCredentials();
        region ??= profile?.Region?.SystemName ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? (endpoint is null ? null : "us-east-1");
        if (region is null)
            throw new PersonalizeException("RegionRequired", ErrorCategory.InvalidArgument,
                "No region: neither the profile nor AWS_REGION names one.", profileName, "Pass -Region, for example us-east-1.");
        return new ConnectionTarget(credentials, region, endpoint, profileName, null);
    }

    public static IEnumerable<string> ProfileNames() =>
        new CredentialProfileStoreChain().ListProfiles().Select(profile => profile.Name).Order(StringComparer.OrdinalIgnoreCase);

    private static CredentialProfile FindProfile(string name) =>
        new CredentialProfileStoreChain().TryGetProfile(name, out var profile)
            ? profile
            : throw new PersonalizeException("ProfileNotFound", ErrorCategory.ObjectNotFound, $"There is no AWS profile '{name}'.", name,
                "See the profiles in ~/.aws/config and ~/.aws/credentials.");

    private static AWSCredentials DefaultCredentials()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException error)
        {
            throw new PersonalizeException("CredentialsNotFound", ErrorCategory.AuthenticationError,
                "No AWS credentials were found in the environment, the default profile or an instance role.", null,
                "Pass -ProfileName or -Credential, or use Connect-Personalize -Local.", error);
        }
    }
}
