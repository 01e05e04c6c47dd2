namespace PersonalizeOps.Data;

/// <summary>A kind of film that the same people like: two genres and a place in the space of latent factors.</summary>
/// <param name="Genre">The index of the main genre.</param>
/// <param name="SecondGenre">The index of the other genre.</param>
/// <param name="Center">The latent factors around which its films lie.</param>
/// <param name="Movies">Its films, the most popular first; neighbours in this list are alike and follow each other.</param>
internal sealed record SampleTheme(int Genre, int SecondGenre, double[] Center, int[] Movies);
