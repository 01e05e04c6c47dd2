namespace PersonalizeOps.Data;

/// <summary>A film in a <see cref="MovieCatalog"/>.</summary>
/// <param name="ItemId">The id of the item.</param>
/// <param name="Title">The title without the year; empty if none is known.</param>
/// <param name="Year">The year, if it is known.</param>
/// <param name="Genres">The genres joined by <c>|</c>; empty if none are known.</param>
public sealed record Movie(string ItemId, string Title, int? Year, string Genres);
