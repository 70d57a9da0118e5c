-- Over this one row silos agree whether the Redis cache may be used (docs/decisions/0018-cache-epoch.md). Every key in
-- Redis holds the epoch, so raising it leaves all cached values behind.
CREATE TABLE cache_epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch bigint NOT NULL,
    suspended_until timestamptz NOT NULL
);

-- It begins with the time, in milliseconds: an empty database never meets the values of one that was there before it.
INSERT INTO cache_epoch (epoch, suspended_until) VALUES ((extract(epoch FROM now()) * 1000)::bigint, '2000-01-01T00:00:00Z');
