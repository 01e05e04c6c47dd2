namespace PersonalizeOps.Engine.Models.Factors;

/// <summary>The hyperparameters of <see cref="ImplicitFactors"/>.</summary>
/// <param name="Factors">The length of a row of factors.</param>
/// <param name="Iterations">How often both sides are solved.</param>
/// <param name="UnobservedWeight">How much a pair that did not interact counts, where one that did counts 1.</param>
/// <param name="Regularization">What keeps factors small, for each interaction of a row and each pair that did not interact.</param>
internal sealed record FactorSettings(int Factors = 64, int Iterations = 12, float UnobservedWeight = 0.3f, float Regularization = 0.003f)
{
    /// <summary>The weight of a row's squared length (Rendle et al. 2021, frequency-scaled).</summary>
    public float RegularizationOf(float interactions, int others) => Regularization * (interactions + (UnobservedWeight * others));
}
