-- What Orleans' ADO.NET grain storage runs; it documents that the statements in OrleansQuery may be redefined while names
-- and shapes hold. A write is one call of one function, and so one transaction with all that it writes.

-- The grain's Guid from the two halves that Orleans makes of its bytes (AdoGrainKey): both little-endian, the Guid mixed.
CREATE FUNCTION grain_uuid(n0 bigint, n1 bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT encode(substr(int8send(n0), 5, 4) || substr(int8send(n0), 3, 2) || substr(int8send(n0), 1, 2)
    || substr(int8send(n1), 8, 1) || substr(int8send(n1), 7, 1) || substr(int8send(n1), 6, 1) || substr(int8send(n1), 5, 1)
    || substr(int8send(n1), 4, 1) || substr(int8send(n1), 3, 1) || substr(int8send(n1), 2, 1) || substr(int8send(n1), 1, 1), 'hex')::uuid
$$;

-- Brings the tables that follow a product's images to the images it has now.
CREATE FUNCTION follow_images(product uuid, images_before json, images_now json) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
  DELETE FROM image_jobs AS job WHERE job.product_id = product AND NOT EXISTS (
    SELECT FROM json_to_recordset(images_now) AS image (id uuid, generation integer, status text)
    WHERE image.id = job.image_id AND image.generation = job.generation AND image.status = 'pending');

  INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent)
  SELECT product, image.id, image.generation, image.source, image.trace_parent
  FROM json_to_recordset(images_now) AS image (id uuid, generation integer, status text, source text, trace_parent text)
  WHERE image.status = 'pending'
  ON CONFLICT DO NOTHING;

  DELETE FROM dead_letters AS letter WHERE letter.product_id = product AND NOT EXISTS (
    SELECT FROM json_to_recordset(images_now) AS image (id uuid, generation integer, status text)
    WHERE image.id = letter.image_id AND image.generation = letter.generation AND image.status <> 'ready');

  INSERT INTO image_deletions (product_id, image_id, removed_at)
  SELECT product, image.id, now() FROM json_to_recordset(images_before) AS image (id uuid)
  WHERE image.id NOT IN (SELECT kept.id FROM json_to_recordset(images_now) AS kept (id uuid))
  ON CONFLICT DO NOTHING;

  DELETE FROM image_deletions AS deletion USING json_to_recordset(images_now) AS image (id uuid)
  WHERE deletion.product_id = product AND deletion.image_id = image.id;
END
$$;

-- Null when there is a row already. The outbox is filled only if there is something to be done.
CREATE FUNCTION create_product(product uuid, state json) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
  number bigint := change_number();
  status text;
BEGIN
  INSERT INTO products (
    id, version, payload, user_id, product_name, search_name, product_description, product_price, currency, product_images,
    compressed_product_images, image_status, revision, created_at, updated_at, deleted_at, created_seq, change_seq)
  SELECT product, 1, state, field.*, number, number
  FROM json_to_record(state) AS field (
    user_id uuid, product_name text, search_name text, product_description text, product_price numeric, currency text, product_images text[],
    compressed_product_images text[], image_status text, revision bigint, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz)
  ON CONFLICT (id) DO NOTHING
  RETURNING image_status INTO status;

  IF status IS NULL THEN
    RETURN NULL;
  END IF;

  IF status = 'pending' THEN
    INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent)
    SELECT product, image.id, image.generation, image.source, image.trace_parent
    FROM json_to_recordset(state -> 'images') AS image (id uuid, generation integer, status text, source text, trace_parent text)
    WHERE image.status = 'pending'
    ON CONFLICT DO NOTHING;
  END IF;

  RETURN 1;
END
$$;

-- Null when the version is not the expected one. The row that is joined is the same row before the change.
CREATE FUNCTION change_product(product uuid, expected integer, state json) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
  number bigint := change_number();
  images_before json;
  images_now json := state -> 'images';
BEGIN
  UPDATE products AS row SET
    version = expected + 1, payload = state, change_seq = number,
    user_id = field.user_id, product_name = field.product_name, search_name = field.search_name,
    product_description = field.product_description, product_price = field.product_price, currency = field.currency,
    product_images = field.product_images, compressed_product_images = field.compressed_product_images,
    image_status = field.image_status, revision = field.revision, created_at = field.created_at,
    updated_at = field.updated_at, deleted_at = field.deleted_at
  FROM products AS before, json_to_record(state) AS field (
    user_id uuid, product_name text, search_name text, product_description text, product_price numeric, currency text, product_images text[],
    compressed_product_images text[], image_status text, revision bigint, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz)
  WHERE row.id = product AND row.version = expected AND before.id = product AND before.version = expected
  RETURNING before.payload -> 'images' INTO images_before;

  IF images_before IS NULL THEN
    RETURN NULL;
  END IF;

  IF images_before::text <> images_now::text THEN
    PERFORM follow_images(product, images_before, images_now);
  END IF;

  RETURN expected + 1;
END
$$;

-- Null when there is a row already, or the version is not the expected one.
CREATE FUNCTION write_user(id uuid, expected integer, state json) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
  written integer;
BEGIN
  IF expected IS NULL THEN
    INSERT INTO users (id, version, payload, name, created_at)
    VALUES (write_user.id, 1, state, state ->> 'name', (state ->> 'created_at')::timestamptz)
    ON CONFLICT DO NOTHING
    RETURNING version INTO written;
  ELSE
    UPDATE users SET
      version = expected + 1, payload = state, name = state ->> 'name', created_at = (state ->> 'created_at')::timestamptz
    WHERE users.id = write_user.id AND version = expected
    RETURNING version INTO written;
  END IF;

  RETURN written;
END
$$;

CREATE FUNCTION write_state(grain_type text, id uuid, expected integer, payload bytea) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
  state json := convert_from(payload, 'UTF8')::json;
BEGIN
  CASE grain_type
    WHEN 'product' THEN RETURN CASE WHEN expected IS NULL THEN create_product(id, state) ELSE change_product(id, expected, state) END;
    WHEN 'user' THEN RETURN write_user(id, expected, state);
  END CASE;
END
$$;

CREATE TABLE OrleansQuery (
  QueryKey  text PRIMARY KEY,
  QueryText text NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
  SELECT convert_to(payload::text, ''UTF8'') AS PayloadBinary, version AS Version FROM products
  WHERE @GrainTypeString = ''product'' AND id = grain_uuid(@GrainIdN0, @GrainIdN1)
  UNION ALL
  SELECT convert_to(payload::text, ''UTF8''), version FROM users
  WHERE @GrainTypeString = ''user'' AND id = grain_uuid(@GrainIdN0, @GrainIdN1)
'),
('WriteToStorageKey', '
  SELECT write_state(@GrainTypeString, grain_uuid(@GrainIdN0, @GrainIdN1), @GrainStateVersion, @PayloadBinary) AS NewGrainStateVersion
'),
-- State is never cleared: a deleted product leaves a tombstone. An unchanged version is refused as inconsistent.
('ClearStorageKey', 'SELECT @GrainStateVersion AS NewGrainStateVersion');
