using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Tests.TestData;

internal sealed class CallbackProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
