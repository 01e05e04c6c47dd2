using PersonalizeOps.Benchmarks.Quality;

return args switch
{
    ["quality", .. var rest] => QualityCommand.Run(rest, Console.Out, Console.Error),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: PersonalizeOps.Benchmarks quality [--data-path FOLDER] [--recipes NAME,NAME…] [--threads N]");
    return 2;
}
