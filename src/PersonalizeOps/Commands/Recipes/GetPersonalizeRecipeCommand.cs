using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Recipes;

/// <summary>Shows recipes with their default hyperparameters: all, those whose name matches, or the use cases of a domain.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeRecipe")]
[OutputType(typeof(Records.Recipe))]
public sealed class GetPersonalizeRecipeCommand() : GetResourceCmdlet(ResourceKind.Recipe)
{
    /// <summary>Shows only the use cases of this domain.</summary>
    [Parameter]
    [ValidateSet("ECOMMERCE", "VIDEO_ON_DEMAND")]
    public string? Domain { get; set; }

    private protected override Task<IReadOnlyList<ResourceSummary>> ListAsync(string? parent, CancellationToken cancellationToken) =>
        Api.ListRecipesAsync(Domain, cancellationToken);
}
