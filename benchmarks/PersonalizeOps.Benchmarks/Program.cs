using PersonalizeOps.Benchmarks.Module;
using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Benchmarks.Serving;
using PersonalizeOps.Benchmarks.Speed;

return args switch
{
    ["quality", .. var rest] => QualityCommand.Run(rest, Console.Out, Console.Error),
    ["sessions", .. var rest] => QualityCommand.Run(["--sessions", "true", "--seeds", "0", "--folds", "3", .. rest], Console.Out, Console.Error),
    ["engine", .. var rest] => EngineCommand.Run(rest, Console.Out, Console.Error),
    [TrainingSpeed.ChildCommand, .. var rest] => TrainingSpeed.RunChild(rest, Console.Out),
    ["doctor", .. var rest] => DoctorCommand.Run(rest, Console.Out, Console.Error),
    ["s3", .. var rest] => await S3Command.RunAsync(rest, Console.Out),
    ["filter", .. var rest] => FilterCommand.Run(rest, Console.Out),
    ["http", .. var rest] => await HttpCommand.RunAsync(rest, Console.Out),
    ["module", .. var rest] => await ModuleCommand.RunAsync(rest, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: PersonalizeOps.Benchmarks quality|sessions [--data-path FOLDER] [--recipes NAME,NAME…] [--threads N]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks engine [--largest small|1m|5m|25m] [--parts NAME,NAME…] [--threads N]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks doctor [--largest small|1m|5m|25m] [--threads N]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks s3 [--mib SIZE]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks filter [--data-path FOLDER]");
    Console.Error.WriteLine("       PersonalizeOps.Benchmarks http [--data-path FOLDER] [--recipes NAME]");
    Console.Error.WriteLine("       ./build.sh bench module");
    return 2;
}
