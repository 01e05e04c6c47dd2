using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Opens a connection: asks the other side who we are, which proves the endpoint, the credentials and the account.</summary>
internal static class Connector
{
    public static async Task<PersonalizeConnection> OpenAsync(ConnectionTarget target, string? name, CancellationToken cancellationToken)
    {
        using var sts = new AmazonSecurityTokenServiceClient(target.Credentials, target.Configure(new AmazonSecurityTokenServiceConfig()));
        try
        {
            var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return new PersonalizeConnection(target, name, identity.Account, identity.Arn);
        }
        catch (HttpRequestException error)
        {
            throw ServiceErrors.NoConnection("GetCallerIdentity", error, target.Endpoint?.ToString() ?? target.Region);
        }
        catch (AmazonClientException error)
        {
            throw ServiceErrors.ToException("GetCallerIdentity", error, target.ProfileName ?? target.Region, target.ProfileName);
        }
        catch (AmazonServiceException error)
        {
            throw ServiceErrors.ToException("GetCallerIdentity", error, target.Endpoint?.ToString() ?? target.ProfileName ?? target.Region);
        }
    }
}
