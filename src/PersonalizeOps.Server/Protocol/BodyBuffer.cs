namespace PersonalizeOps.Server.Protocol;

/// <summary>Reading a short body as a whole.</summary>
internal static class BodyBuffer
{
    /// <summary>Reads a body to its end.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">The largest length, in bytes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The content, at its beginning.</returns>
    /// <exception cref="ServiceError">The body is longer.</exception>
    public static async Task<MemoryStream> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > limit)
            {
                throw Errors.RequestTooLarge(limit);
            }

            content.Write(buffer, 0, read);
        }

        content.Position = 0;
        return content;
    }
}
