namespace PersonalizeOps.Data;

/// <summary>What makes two ratings the same event.</summary>
internal readonly record struct RatingKey(int UserId, int MovieId, long Timestamp)
{
    /// <summary>64 well mixed bits that depend on all three parts, the same on every machine.</summary>
    public ulong Hash() => Mixing.Mix(Mixing.Mix(((ulong)(uint)UserId << 32) ^ (uint)MovieId) + (ulong)Timestamp);
}
