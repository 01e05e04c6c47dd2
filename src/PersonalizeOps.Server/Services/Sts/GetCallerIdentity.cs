using System.Xml.Linq;

namespace PersonalizeOps.Server.Services.Sts;

/// <summary>Says who has signed the request: the one user of the one account.</summary>
internal static class GetCallerIdentity
{
    /// <summary>Gives the result element, in no namespace.</summary>
    /// <param name="accountId">The account.</param>
    public static XElement Run(string accountId) => new(
        "GetCallerIdentityResult",
        new XElement("Arn", $"arn:aws:iam::{accountId}:user/local"),
        new XElement("UserId", "LOCALUSER0000000000"),
        new XElement("Account", accountId));
}
