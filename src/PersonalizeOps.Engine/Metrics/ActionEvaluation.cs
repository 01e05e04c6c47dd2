using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Actions;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The metrics of next-best-action: trained on eight tenths of the users; a tenth chooses for each action the propensity from which it counts as predicted,
/// the one with the greatest F1; the last tenth is measured. Precision, recall and AUC are means over the actions that some of its users took and others not.
/// </summary>
internal sealed class ActionEvaluation(FitContext context)
{
    private const double Undecided = 0.5;
    private const int ListLength = 25;

    public IReadOnlyDictionary<string, double> Run(Func<Func<int, bool>, (NextBestActionModel Model, ActionExamples Examples)> fit)
    {
        var test = UserSplit.OfSeed(context.Seed);
        var validation = test with { Remainder = 1 };
        var users = context.Catalog.Users;
        var (model, examples) = fit(user => !test.IsTested(users.GetUtf8(user)) && !validation.IsTested(users.GetUtf8(user)));
        using (model)
        {
            context.Report("Predicting the actions of the test users", 1);
            var chosen = Predict(model, examples, validation);
            var measured = Predict(model, examples, test);
            var metrics = new List<(double Precision, double Recall, double Auc)>();
            for (var action = 0; action < measured.Length; action++)
            {
                if (measured[action].Exists(one => one.IsTaken) && measured[action].Exists(one => !one.IsTaken))
                {
                    var (precision, recall) = PrecisionAndRecall(measured[action], ThresholdOf(chosen[action]));
                    metrics.Add((precision, recall, AreaUnderCurve.Of(measured[action])));
                }
            }

            return new Dictionary<string, double>
            {
                ["AUC"] = metrics.Count == 0 ? 0 : metrics.Average(metric => metric.Auc),
                ["coverage"] = CoverageOf(model, test),
                ["precision"] = metrics.Count == 0 ? 0 : metrics.Average(metric => metric.Precision),
                ["recall"] = metrics.Count == 0 ? 0 : metrics.Average(metric => metric.Recall),
            };
        }
    }

    private List<(float Score, bool IsTaken)>[] Predict(NextBestActionModel model, ActionExamples examples, UserSplit split)
    {
        var predictions = new List<(float Score, bool IsTaken)>[context.Catalog.Items.Count];
        for (var action = 0; action < predictions.Length; action++)
        {
            predictions[action] = [];
        }

        for (var user = 0; user < context.Catalog.Users.Count; user++)
        {
            if (split.IsTested(context.Catalog.Users.GetUtf8(user)))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                examples.Read(user, (in ActionUser state, ActionEvent offer, bool isTaken) =>
                    predictions[offer.Action].Add((model.PropensityOf(state, offer.Action, offer.Timestamp), isTaken)));
            }
        }

        return predictions;
    }

    private static double ThresholdOf(List<(float Score, bool IsTaken)> predictions)
    {
        var (threshold, best, hits) = (Undecided, 0.0, 0);
        var taken = predictions.Count(one => one.IsTaken);
        var ordered = predictions.OrderByDescending(one => one.Score).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            hits += ordered[i].IsTaken ? 1 : 0;
            var f1 = 2.0 * hits / (i + 1 + taken);
            var isLastOfScore = i + 1 == ordered.Length || ordered[i + 1].Score < ordered[i].Score;
            (threshold, best) = isLastOfScore && f1 > best ? (ordered[i].Score, f1) : (threshold, best);
        }

        return threshold;
    }

    private static (double Precision, double Recall) PrecisionAndRecall(List<(float Score, bool IsTaken)> predictions, double threshold)
    {
        var predicted = predictions.Count(one => one.Score >= threshold);
        var hits = predictions.Count(one => one.Score >= threshold && one.IsTaken);
        return ((double)hits / Math.Max(1, predicted), (double)hits / Math.Max(1, predictions.Count(one => one.IsTaken)));
    }

    private double CoverageOf(NextBestActionModel model, UserSplit split)
    {
        var (users, actions) = (context.Catalog.Users, context.Catalog.Items);
        var recommended = new HashSet<string>(StringComparer.Ordinal);
        for (var user = 0; user < users.Count && recommended.Count < actions.Count; user++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (split.IsTested(users.GetUtf8(user)))
            {
                var list = model.Recommend(new RecommendationQuery { UserId = users.GetString(user), NumResults = ListLength });
                recommended.UnionWith(list.Select(action => action.ItemId));
            }
        }

        return (double)recommended.Count / Math.Max(1, actions.Count);
    }
}
