-- Group commit: the product writes of a silo that come together are stored by one statement. See docs/decisions/0024-group-commit.md.

-- The body of change_product, with the number of the change as its caller gives it.
CREATE FUNCTION change_product(product uuid, expected integer, state json, number bigint) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
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

CREATE OR REPLACE FUNCTION change_product(product uuid, expected integer, state json) RETURNS integer LANGUAGE plpgsql AS
$$
BEGIN
  RETURN change_product(product, expected, state, change_number());
END
$$;

-- Creates the products whose expected version is 0, and changes the others. Ids are in ascending order, each once, so that two
-- statements meet in the same order; up to 1,023 of them, as the place is a part of the change number. Creations go in one
-- statement. Changes go one by one: a join with products would keep the plan that it got while the table was small.
-- Who waits for a lock holds up the others: they are then written singly.
-- Returns the ids of what was written; whatever is missing had a row already, or another version.
CREATE FUNCTION write_products(ids uuid[], expected integer[], states json[]) RETURNS uuid[] LANGUAGE plpgsql SET lock_timeout = '500ms' AS
$$
DECLARE
  number bigint := change_number();
  written uuid[];
  unfinished uuid[];
  change record;
BEGIN
  IF 0 = ANY (expected) THEN
    WITH created AS (
      INSERT INTO products (
        id, version, payload, user_id, product_name, search_name, product_description, product_price, currency, product_images,
        compressed_product_images, image_status, revision, created_at, updated_at, deleted_at, created_seq, change_seq)
      SELECT write.id, 1, write.state, field.*, number + write.place, number + write.place
      FROM unnest(ids, expected, states) WITH ORDINALITY AS write (id, expected, state, place), json_to_record(write.state) AS field (
        user_id uuid, product_name text, search_name text, product_description text, product_price numeric, currency text, product_images text[],
        compressed_product_images text[], image_status text, revision bigint, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz)
      WHERE write.expected = 0
      ON CONFLICT (id) DO NOTHING
      RETURNING id, image_status)
    SELECT array_agg(id), array_agg(id) FILTER (WHERE image_status = 'pending') INTO written, unfinished FROM created;
  END IF;

  IF unfinished IS NOT NULL THEN
    INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent)
    SELECT write.id, image.id, image.generation, image.source, image.trace_parent
    FROM unnest(ids, states) AS write (id, state),
      json_to_recordset(write.state -> 'images') AS image (id uuid, generation integer, status text, source text, trace_parent text)
    WHERE write.id = ANY (unfinished) AND image.status = 'pending'
    ON CONFLICT DO NOTHING;
  END IF;

  IF 0 < ANY (expected) THEN
    FOR change IN
      SELECT * FROM unnest(ids, expected, states) WITH ORDINALITY AS write (id, expected, state, place) WHERE write.expected > 0
    LOOP
      IF change_product(change.id, change.expected, change.state, number + change.place) IS NOT NULL THEN
        written := written || change.id;
      END IF;
    END LOOP;
  END IF;

  RETURN coalesce(written, '{}');
END
$$;
