using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Factors;

/// <summary>
/// Factors of users and items whose products tell interactions from the rest: alternating least squares on implicit feedback (Hu, Koren, Volinsky 2008) with
/// the loss of Rendle et al. 2021. Every half of an iteration solves each row exactly. The same seed gives the same factors for any number of threads.
/// </summary>
internal sealed class ImplicitFactors
{
    private const int RowsPerTask = 32;
    private readonly FactorSettings _settings;
    private readonly Postings _usersOfItems;
    private readonly Postings _itemsOfUsers;

    public ImplicitFactors(Histories histories, FactorSettings settings, ulong seed)
    {
        _settings = settings;
        _usersOfItems = Postings.Of(histories);
        _itemsOfUsers = _usersOfItems.Transpose(histories.Count);
        Users = new FactorMatrix(histories.Count, settings.Factors);
        Items = new FactorMatrix(histories.ItemCount, settings.Factors);
        Initialize(Items, settings.Factors, seed);
    }

    public FactorMatrix Users { get; }

    public FactorMatrix Items { get; }

    public void Iterate(ParallelOptions options)
    {
        SolveUsers(options);
        SolveRows(_usersOfItems, Users, Items, options);
    }

    public void SolveUsers(ParallelOptions options) => SolveRows(_itemsOfUsers, Items, Users, options);

    private void SolveRows(Postings partners, FactorMatrix others, FactorMatrix target, ParallelOptions options)
    {
        var gram = others.Gram(options);
        Parallel.For(
            0,
            (target.Count + RowsPerTask - 1) / RowsPerTask,
            options,
            () => new RowSolver(_settings, target.Width),
            (task, _, solver) =>
            {
                var end = Math.Min(target.Count, (task + 1) * RowsPerTask);
                for (var row = task * RowsPerTask; row < end; row++)
                {
                    RowSolver.Expect(row + 1 < end ? partners[row + 1] : [], others);
                    solver.Solve(partners[row], [], others, gram, target[row]);
                }

                return solver;
            },
            _ => { });
    }

    // Uniform values with a standard deviation of 0.1 over the root of the number of factors.
    private static void Initialize(FactorMatrix matrix, int factors, ulong seed)
    {
        var reach = 0.1f * MathF.Sqrt(3f / factors) * 2;
        for (var row = 0; row < matrix.Count; row++)
        {
            for (var factor = 0; factor < factors; factor++)
            {
                matrix[row][factor] = (float)(UserSample.Uniform(((ulong)row * (ulong)factors) + (ulong)factor, seed) - 0.5) * reach;
            }
        }
    }
}
