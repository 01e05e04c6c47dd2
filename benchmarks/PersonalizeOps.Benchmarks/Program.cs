using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Benchmarks.Serving;

return args switch
{
    ["quality", .. var rest] => QualityCommand.Run(rest, Console.Out, Console.Error),
    ["s3", .. var rest] => await S3Command.RunAsync(rest, Console.Out),
    ["http", .. var rest] => await HttpCommand.RunAsync(rest, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: PersonalizeOps.Benchmarks quality [--data-path FOLDER] [--recipes NAME,NAME…] [--threads N]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks s3 [--mib SIZE]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks http [--data-path FOLDER] [--recipes NAME]");
    return 2;
}
