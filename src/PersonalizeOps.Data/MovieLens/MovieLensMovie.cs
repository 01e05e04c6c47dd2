namespace PersonalizeOps.Data;

/// <summary>A film as a MovieLens folder lists it.</summary>
/// <param name="Id">The film's number.</param>
/// <param name="Title">The title without the year; empty if the file has none.</param>
/// <param name="Year">The year in the title, the first of a range; null if there is none.</param>
/// <param name="Genres">The genres joined by <c>|</c>; empty if none are listed.</param>
public sealed record MovieLensMovie(int Id, string Title, int? Year, string Genres);
