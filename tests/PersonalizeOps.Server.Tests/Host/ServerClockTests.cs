using Microsoft.Extensions.Time.Testing;

namespace PersonalizeOps.Server.Tests.Host;

/// <summary>The clock that moves ahead of the one on the wall.</summary>
public sealed class ServerClockTests
{
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServerClock _clock;

    public ServerClockTests() => _clock = new ServerClock(_wall);

    [Fact]
    public void It_goes_with_the_wall_and_ahead_by_its_advances()
    {
        _clock.Advance(TimeSpan.FromDays(2));
        _wall.Advance(TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(_wall.GetUtcNow() + TimeSpan.FromDays(3), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(3), _clock.Offset);
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_timer_fires_once_wall_and_advances_together_reach_its_end()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, fired);
        _wall.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, fired);
        _clock.Advance(TimeSpan.FromDays(1));
        _wall.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_periodic_timer_goes_on_after_an_advance()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(1));
        _wall.Advance(TimeSpan.Zero);
        Assert.Equal(1, fired);
        _wall.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, fired);
        _wall.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void A_timer_that_is_stopped_or_disposed_stays_silent()
    {
        var fired = 0;
        using var stopped = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var disposed = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        _clock.Advance(TimeSpan.FromDays(1));
        _wall.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, fired);
    }

    [Fact]
    public async Task A_delay_ends_with_an_advance()
    {
        var delay = Task.Delay(TimeSpan.FromDays(7), _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromDays(7));
        _wall.Advance(TimeSpan.FromMilliseconds(1));
        await delay;
    }
}
