using System.Collections;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Commands.Base;

/// <summary>What a batch job is asked to do.</summary>
internal sealed record BatchOrder(string Name, string VersionArn, string? FilterArn, S3Uri Input, S3Uri Output, string RoleArn, Hashtable? Tag);
