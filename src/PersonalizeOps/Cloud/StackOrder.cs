using Amazon.CloudFormation.Model;

namespace PersonalizeOps.Cloud;

/// <summary>What CloudFormation is asked to make of a stack.</summary>
/// <param name="Name">The name, or the ARN of a stack that exists.</param>
/// <param name="Template">The template; null keeps that of the stack.</param>
/// <param name="TemplateUrl">Where a template lies that is too large for a call.</param>
/// <param name="Parameters">The values of the template's parameters.</param>
/// <param name="Tags">All tags of the stack; null keeps those that it has.</param>
/// <param name="Capabilities">What the template needs to be allowed.</param>
/// <param name="DisableRollback">Whether what was made stays when something fails.</param>
internal sealed record StackOrder(
    string Name, string? Template, string? TemplateUrl, List<Parameter> Parameters, List<Tag>? Tags, List<string> Capabilities, bool DisableRollback);
