-- MovieLens ratings as Personalize interactions.
-- Views:   ratings(userId, movieId, rating, timestamp, position), settings(minimum_rating, seed, sample_limit).
-- Sampling: a rating stays when the first eight hexadecimal digits of its hash are below sample_limit ('g' keeps all), so that the same
--           seed keeps the same ratings on every engine and in any order of rows.
-- Repeated events (same user, film and time) keep the first row of the file.
WITH numbered AS (
    SELECT
        userId,
        movieId,
        rating,
        timestamp,
        position,
        ROW_NUMBER() OVER (PARTITION BY userId, movieId, timestamp ORDER BY position) AS occurrence
    FROM ratings
)
SELECT
    CAST(numbered.userId AS STRING) AS USER_ID,
    CAST(numbered.movieId AS STRING) AS ITEM_ID,
    numbered.timestamp AS TIMESTAMP,
    'rating' AS EVENT_TYPE,
    numbered.rating AS EVENT_VALUE
FROM numbered
CROSS JOIN settings
WHERE numbered.occurrence = 1
    AND numbered.rating >= settings.minimum_rating
    AND SUBSTRING(
        MD5(CONCAT_WS(
            ':',
            CAST(settings.seed AS STRING),
            CAST(numbered.userId AS STRING),
            CAST(numbered.movieId AS STRING),
            CAST(numbered.timestamp AS STRING))),
        1,
        8) < settings.sample_limit
ORDER BY numbered.position
