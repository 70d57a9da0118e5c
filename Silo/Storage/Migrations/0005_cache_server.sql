-- The run of the Redis server for which the epoch holds: silos that meet different ones must not use them (docs/decisions/0018-cache-epoch.md).
-- Empty: nobody has used the cache yet.
ALTER TABLE cache_epoch ADD COLUMN server text NOT NULL DEFAULT '';
