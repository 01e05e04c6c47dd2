using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Segments;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-item-attribute-affinity: as <see cref="ItemAffinity"/>, for all items together that have some attributes. Users keep the items they had.
/// </summary>
internal sealed class ItemAttributeAffinity() : ItemAffinity(AttributeName)
{
    public const string AttributeName = "aws-item-attribute-affinity";
    private const string CreationTimestamp = "CREATION_TIMESTAMP";

    /// <inheritdoc/>
    public override void Check(TrainingData data)
    {
        base.Check(data);
        if (data.Items is null || data.Items.Columns.All(column => column == CreationTimestamp))
        {
            throw new InsufficientDataException(
                $"Create failed. Recipe {Name} needs an Items dataset with at least one metadata column other than {CreationTimestamp}");
        }
    }

    private protected override AttributeIndex? IndexAttributes(FitContext context) => AttributeIndex.Of(context.Catalog.Items, context.Data.Items!);

    private protected override AttributeIndex? ReadAttributes(ModelCatalog catalog, SectionFile file) => AttributeIndex.Read(file, catalog.Items.Count);
}
