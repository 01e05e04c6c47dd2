using PersonalizeOps.Server;
using PersonalizeOps.Server.Commands;

try
{
    if (CommandLine.Parse(args) is not { } line)
    {
        Console.WriteLine(CommandLine.Help);
        return 0;
    }

    return await CommandRunner.RunAsync(line, new CommandConsole(Console.In, Console.Out, Console.Error));
}
catch (StartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
