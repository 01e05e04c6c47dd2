namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Something many requests use at once, closed when it has been replaced and the last of them is done.</summary>
/// <typeparam name="T">What is shared.</typeparam>
/// <param name="value">The value; owned from now on.</param>
internal sealed class Shared<T>(T value)
    where T : class, IDisposable
{
    private int _users = 1; // the owner

    /// <summary>Gets the value, to be used while it is acquired.</summary>
    public T Value => value;

    /// <summary>Keeps the value open until <see cref="Release"/>.</summary>
    /// <returns>False when it is closed.</returns>
    public bool TryAcquire()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Ends what <see cref="TryAcquire"/> or the making began.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            value.Dispose();
        }
    }
}
