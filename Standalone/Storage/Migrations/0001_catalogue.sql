-- The catalogue on SQLite. A row of users or products is the state of one grain: the JSON that Orleans stores, with its
-- version; all other columns are generated from that JSON, so what people query can never differ from what grains hold.

CREATE TABLE users (
  key_n0     INTEGER NOT NULL,  -- the grain key, as Orleans' ADO.NET storage splits it
  key_n1     INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  payload    TEXT    NOT NULL,
  id         TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.id') STORED UNIQUE,
  name       TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.name') STORED,
  created_at TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.created_at') STORED,
  UNIQUE (key_n0, key_n1)
);

CREATE TABLE products (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which creations were committed
  key_n0     INTEGER NOT NULL,
  key_n1     INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  change_seq INTEGER NOT NULL UNIQUE,            -- the order in which changes were committed: the replayable change feed
  payload    TEXT    NOT NULL,
  id                        TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.id') STORED UNIQUE,
  user_id                   TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.user_id') STORED REFERENCES users (id),
  product_name              TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.product_name') STORED,
  search_name               TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.search_name') STORED,
  product_description       TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.product_description') STORED,
  product_price             NUMERIC NOT NULL GENERATED ALWAYS AS (payload ->> '$.product_price') STORED,
  currency                  TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.currency') STORED,
  product_images            TEXT    NOT NULL GENERATED ALWAYS AS (payload -> '$.product_images') STORED,
  compressed_product_images TEXT    NOT NULL GENERATED ALWAYS AS (payload -> '$.compressed_product_images') STORED,
  image_status              TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.image_status') STORED,
  revision                  INTEGER NOT NULL GENERATED ALWAYS AS (payload ->> '$.revision') STORED,
  created_at                TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.created_at') STORED,
  updated_at                TEXT    NOT NULL GENERATED ALWAYS AS (payload ->> '$.updated_at') STORED,
  deleted_at                TEXT             GENERATED ALWAYS AS (payload ->> '$.deleted_at') STORED,
  UNIQUE (key_n0, key_n1)
);

-- The rowid, which is seq, is the last column of every index.
CREATE INDEX products_by_user  ON products (user_id)              WHERE deleted_at IS NULL;
CREATE INDEX products_by_price ON products (product_price, id)    WHERE deleted_at IS NULL;
CREATE INDEX products_by_name  ON products (search_name, id)      WHERE deleted_at IS NULL;

-- One row for each pending image, written with the product: what still has to be done, and who is doing it. Times are
-- milliseconds since 1970.
CREATE TABLE image_jobs (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id   TEXT    NOT NULL,
  image_id     TEXT    NOT NULL,
  generation   INTEGER NOT NULL,
  source       TEXT    NOT NULL,
  trace_parent TEXT,
  history      TEXT    NOT NULL DEFAULT '[]',  -- failed attempts
  crashes      INTEGER NOT NULL DEFAULT 0,     -- leases that ended without a word from the worker
  due_at       INTEGER NOT NULL,
  leased_until INTEGER,
  UNIQUE (product_id, image_id, generation)
);
CREATE INDEX image_jobs_due ON image_jobs (crashes DESC, due_at);

-- Jobs that failed for good, each with its whole message; gone once the image has a new job, or is gone itself.
CREATE TABLE dead_letters (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  letter     TEXT    NOT NULL,
  product_id TEXT    NOT NULL GENERATED ALWAYS AS (letter ->> '$.message.product_id') STORED,
  image_id   TEXT    NOT NULL GENERATED ALWAYS AS (letter ->> '$.message.image_id') STORED,
  generation INTEGER NOT NULL GENERATED ALWAYS AS (letter ->> '$.message.generation') STORED,
  reason     TEXT    NOT NULL GENERATED ALWAYS AS (letter ->> '$.reason.code') STORED,
  died_at    TEXT    NOT NULL GENERATED ALWAYS AS (letter ->> '$.died_at') STORED,
  UNIQUE (product_id, image_id, generation)
);

-- Images whose stored objects are to be deleted: removed ones, and uploads that may never become part of their product.
CREATE TABLE image_deletions (
  product_id TEXT    NOT NULL,
  image_id   TEXT    NOT NULL,
  removed_at INTEGER NOT NULL,
  PRIMARY KEY (product_id, image_id)
) WITHOUT ROWID;
CREATE INDEX image_deletions_due ON image_deletions (removed_at);

CREATE TRIGGER product_created AFTER INSERT ON products WHEN NEW.image_status = 'pending'
BEGIN
  INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent, due_at)
  SELECT NEW.id, image.value ->> '$.id', image.value ->> '$.generation', image.value ->> '$.source',
         image.value ->> '$.trace_parent', CAST(unixepoch('subsec') * 1000 AS INTEGER)
  FROM json_each(NEW.payload, '$.images') AS image
  WHERE image.value ->> '$.status' = 'pending';
END;

CREATE TRIGGER product_changed AFTER UPDATE ON products
BEGIN
  DELETE FROM image_jobs
  WHERE product_id = NEW.id AND NOT EXISTS (
    SELECT 1 FROM json_each(NEW.payload, '$.images') AS image
    WHERE image.value ->> '$.id' = image_jobs.image_id AND image.value ->> '$.generation' = image_jobs.generation
      AND image.value ->> '$.status' = 'pending');

  INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent, due_at)
  SELECT NEW.id, image.value ->> '$.id', image.value ->> '$.generation', image.value ->> '$.source',
         image.value ->> '$.trace_parent', CAST(unixepoch('subsec') * 1000 AS INTEGER)
  FROM json_each(NEW.payload, '$.images') AS image
  WHERE image.value ->> '$.status' = 'pending'
  ON CONFLICT DO NOTHING;

  DELETE FROM dead_letters
  WHERE product_id = NEW.id AND NOT EXISTS (
    SELECT 1 FROM json_each(NEW.payload, '$.images') AS image
    WHERE image.value ->> '$.id' = dead_letters.image_id AND image.value ->> '$.generation' = dead_letters.generation
      AND image.value ->> '$.status' <> 'ready');

  INSERT INTO image_deletions (product_id, image_id, removed_at)
  SELECT NEW.id, image.value ->> '$.id', CAST(unixepoch('subsec') * 1000 AS INTEGER)
  FROM json_each(OLD.payload, '$.images') AS image
  WHERE NOT EXISTS (
    SELECT 1 FROM json_each(NEW.payload, '$.images') AS kept WHERE kept.value ->> '$.id' = image.value ->> '$.id')
  ON CONFLICT DO NOTHING;

  DELETE FROM image_deletions
  WHERE product_id = NEW.id AND image_id IN (SELECT image.value ->> '$.id' FROM json_each(NEW.payload, '$.images') AS image);
END;

-- What Orleans' ADO.NET grain storage runs; it documents that these may be redefined while names and shapes hold. Each
-- write is one statement, and so one transaction with all that the triggers write. No row comes back when the version
-- is not the expected one, and Orleans then reports an inconsistent state.
CREATE TABLE OrleansQuery (
  QueryKey  TEXT NOT NULL PRIMARY KEY,
  QueryText TEXT NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
  SELECT CAST(payload AS BLOB) AS PayloadBinary, version AS Version FROM products
  WHERE @GrainTypeString = ''product'' AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
  UNION ALL
  SELECT CAST(payload AS BLOB), version FROM users
  WHERE @GrainTypeString = ''user'' AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1;
'),
('WriteToStorageKey', '
  INSERT INTO products (key_n0, key_n1, version, change_seq, payload)
  SELECT @GrainIdN0, @GrainIdN1, 1, (SELECT coalesce(max(change_seq), 0) + 1 FROM products), CAST(@PayloadBinary AS TEXT)
  WHERE @GrainTypeString = ''product'' AND (@GrainStateVersion IS NULL
    OR EXISTS (SELECT 1 FROM products WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1))
  ON CONFLICT (key_n0, key_n1) DO UPDATE
    SET payload = excluded.payload, change_seq = excluded.change_seq, version = version + 1
    WHERE version = @GrainStateVersion
  RETURNING version AS NewGrainStateVersion;

  INSERT INTO users (key_n0, key_n1, version, payload)
  SELECT @GrainIdN0, @GrainIdN1, 1, CAST(@PayloadBinary AS TEXT)
  WHERE @GrainTypeString = ''user'' AND (@GrainStateVersion IS NULL
    OR EXISTS (SELECT 1 FROM users WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1))
  ON CONFLICT (key_n0, key_n1) DO UPDATE SET payload = excluded.payload, version = version + 1
    WHERE version = @GrainStateVersion
  RETURNING version AS NewGrainStateVersion;
'),
-- State is never cleared: a deleted product leaves a tombstone. An unchanged version is refused as inconsistent.
('ClearStorageKey', 'SELECT @GrainStateVersion AS NewGrainStateVersion;');
