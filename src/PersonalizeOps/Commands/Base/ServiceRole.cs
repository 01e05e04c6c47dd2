using System.Management.Automation;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.Base;

/// <summary>The role with which Personalize reads and writes S3.</summary>
internal static class ServiceRole
{
    /// <summary>The role given, or on the local server one that needs not exist.</summary>
    /// <exception cref="PersonalizeException">AWS needs a real role and none was given.</exception>
    public static string Resolve(string? roleArn, PersonalizeConnection connection) => roleArn
        ?? (connection.IsAws
            ? throw new PersonalizeException("RoleArnRequired", ErrorCategory.InvalidArgument,
                "On AWS, Personalize needs a role that may use the bucket: pass -RoleArn.", null,
                "Set it once for the session: $PSDefaultParameterValues['*:RoleArn'] = 'arn:aws:iam::…:role/…'.")
            : $"arn:aws:iam::{connection.AccountId}:role/PersonalizeOps");
}
