namespace PersonalizeOps.Server;

/// <summary>The clock of resources, jobs and schedules: the wall clock, moved ahead by what <see cref="Advance"/> adds. Timers follow it.</summary>
/// <param name="wall">The clock on the wall, which signatures are checked against.</param>
internal sealed class ServerClock(TimeProvider wall) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<MovableTimer> _timers = [];
    private TimeSpan _offset;

    /// <summary>Gets the clock that does not move by itself or by others.</summary>
    public TimeProvider Wall { get; } = wall;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Wall.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => Wall.TimestampFrequency;

    /// <summary>Gets how far the clock is ahead of the wall's.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_lock)
            {
                return _offset;
            }
        }
    }

    /// <summary>Moves the clock ahead; timers that are due by then fire.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        MovableTimer[] timers;
        lock (_lock)
        {
            _offset += time;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Shift(time);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Wall.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => Wall.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new MovableTimer(this, callback, state, dueTime, period);

    private sealed class MovableTimer : ITimer
    {
        private readonly ServerClock _clock;
        private readonly ITimer _timer;
        private readonly Lock _lock = new();
        private TimeSpan _period;
        private long _begun;
        private TimeSpan _due;

        public MovableTimer(ServerClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _clock = clock;
            _timer = clock.Wall.CreateTimer(
                _ =>
                {
                    Restart();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            lock (clock._lock)
            {
                clock._timers.Add(this);
            }

            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                (_begun, _due, _period) = (_clock.GetTimestamp(), dueTime, period);
                return _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        /// <summary>Brings the end nearer.</summary>
        public void Shift(TimeSpan time)
        {
            lock (_lock)
            {
                if (_due == Timeout.InfiniteTimeSpan)
                {
                    return;
                }

                var left = _due - time;
                _due = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                var waited = _clock.GetElapsedTime(_begun);
                _timer.Change(_due > waited ? _due - waited : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            Forget();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return _timer.DisposeAsync();
        }

        // Periods are begun one by one, so that an advance shortens the one that runs.
        private void Restart()
        {
            lock (_lock)
            {
                var repeats = _period > TimeSpan.Zero;
                (_begun, _due) = (_clock.GetTimestamp(), repeats ? _period : Timeout.InfiniteTimeSpan);
                if (repeats)
                {
                    _timer.Change(_period, Timeout.InfiniteTimeSpan);
                }
            }
        }

        private void Forget()
        {
            lock (_clock._lock)
            {
                _clock._timers.Remove(this);
            }
        }
    }
}
