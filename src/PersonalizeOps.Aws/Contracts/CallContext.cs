namespace PersonalizeOps.Aws.Contracts;

/// <summary>What a server knows of a call beside its input.</summary>
/// <param name="Region">The region of the credential scope.</param>
/// <param name="AccountId">The caller's account, twelve digits.</param>
/// <param name="RequestId">The id under which the call is answered and logged.</param>
public sealed record CallContext(string Region, string AccountId, string RequestId);
