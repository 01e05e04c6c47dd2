namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>What <see cref="BlendLearning"/> finds.</summary>
/// <param name="Weights">By scorer.</param>
/// <param name="Temperature">Of the softmax over the blended scores.</param>
/// <param name="Pace">How much faster than usual histories fade; see <see cref="HistoryWindow"/>.</param>
internal sealed record LearnedBlend(float[] Weights, float Temperature, float Pace);
