-- MovieLens films as Personalize items: all of them, rated or not.
-- Views:   movies(movieId, title, genres, position), ratings(movieId, timestamp).
-- TITLE is the title without its year, runs of blanks as one space; YEAR is the first of a range such as (2006-2007);
-- CREATION_TIMESTAMP is the time of the oldest rating of the source, whatever is kept of it.
WITH oldest AS (
    SELECT movieId, MIN(timestamp) AS created
    FROM ratings
    GROUP BY movieId
),
spaced AS (
    SELECT
        movieId,
        genres,
        position,
        TRIM(REPLACE(REPLACE(REPLACE(
            TRANSLATE(title, CONCAT(CHR(9), CHR(10), CHR(13)), '   '),
            ' ', CONCAT(CHR(1), CHR(2))), CONCAT(CHR(2), CHR(1)), ''), CONCAT(CHR(1), CHR(2)), ' ')) AS title
    FROM movies
),
dated AS (
    SELECT
        movieId,
        title,
        TRIM(genres) AS genres,
        position,
        REGEXP_EXTRACT(title, '^(.+?) ?[(]((?:18|19|20|21)[0-9][0-9])(?: ?[-–—] ?(?:[0-9][0-9][0-9][0-9])?)?[)]$', 1) AS bare,
        REGEXP_EXTRACT(title, '^(.+?) ?[(]((?:18|19|20|21)[0-9][0-9])(?: ?[-–—] ?(?:[0-9][0-9][0-9][0-9])?)?[)]$', 2) AS year
    FROM spaced
)
SELECT
    CAST(dated.movieId AS STRING) AS ITEM_ID,
    NULLIF(CASE WHEN dated.year = '' THEN dated.title ELSE dated.bare END, '') AS TITLE,
    NULLIF(NULLIF(dated.genres, '(no genres listed)'), '') AS GENRES,
    CAST(NULLIF(dated.year, '') AS INT) AS YEAR,
    oldest.created AS CREATION_TIMESTAMP
FROM dated
LEFT JOIN oldest ON oldest.movieId = dated.movieId
ORDER BY dated.position
