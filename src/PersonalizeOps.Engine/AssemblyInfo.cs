using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PersonalizeOps.Engine.Tests")]
[assembly: InternalsVisibleTo("PersonalizeOps.Benchmarks")]
