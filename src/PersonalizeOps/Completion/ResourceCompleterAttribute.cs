using System.Management.Automation;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Completion;

/// <summary>Completes a parameter with the names of live resources of a kind.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ResourceCompleterAttribute(ResourceKind kind) : ArgumentCompleterAttribute, IArgumentCompleterFactory
{
    public ResourceKind Kind => kind;

    public IArgumentCompleter Create() => new ResourceCompleter(kind);
}
