-- The catalogue. A row of users or products is the state of one grain: the JSON that Orleans stores, with its version, and
-- beside it the columns that people query, written by the same statement (see the storage functions).
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
  id         uuid        PRIMARY KEY,
  version    integer     NOT NULL,
  payload    json        NOT NULL,  -- json, not jsonb: the text stays as it was written
  name       text        NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE products (
  id                        uuid           PRIMARY KEY,
  version                   integer        NOT NULL,
  payload                   json           NOT NULL,
  user_id                   uuid           NOT NULL REFERENCES users (id),
  product_name              text           NOT NULL,
  search_name               text           COLLATE "C" NOT NULL,  -- the name in lower case; sorts by code point
  product_description       text           NOT NULL,
  product_price             numeric(18, 2) NOT NULL,
  currency                  text           NOT NULL,
  product_images            text[]         NOT NULL,
  compressed_product_images text[]         NOT NULL,
  image_status              text           NOT NULL,
  revision                  bigint         NOT NULL,
  created_at                timestamptz    NOT NULL,
  updated_at                timestamptz    NOT NULL,
  deleted_at                timestamptz,
  created_seq               bigint         NOT NULL,  -- the change number of the creation
  change_seq                bigint         NOT NULL   -- that of the latest change: the replayable change feed
);

CREATE UNIQUE INDEX products_by_change ON products (change_seq);
CREATE INDEX products_by_creation ON products (created_seq, id)             WHERE deleted_at IS NULL;
CREATE INDEX products_by_user     ON products (user_id, created_seq)        WHERE deleted_at IS NULL;
CREATE INDEX products_by_price    ON products (product_price, id)           WHERE deleted_at IS NULL;
-- An index entry holds 2,704 bytes at most, and a name may be longer.
CREATE INDEX products_by_name     ON products (left(search_name, 500), id)  WHERE deleted_at IS NULL;
CREATE INDEX products_unfinished  ON products (image_status, created_seq)   WHERE deleted_at IS NULL AND image_status IN ('pending', 'failed');
CREATE INDEX products_search      ON products USING gin (search_name gin_trgm_ops) WHERE deleted_at IS NULL;

-- The outbox: one row for each pending image, written with the product and gone with its result.
CREATE TABLE image_jobs (
  product_id   uuid        NOT NULL,
  image_id     uuid        NOT NULL,
  generation   integer     NOT NULL,
  source       text        NOT NULL,
  trace_parent text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,                                             -- when the broker confirmed it
  due_at       timestamptz NOT NULL DEFAULT now() + interval '10 seconds', -- when a sweeper looks after it
  PRIMARY KEY (product_id, image_id, generation)
);
CREATE INDEX image_jobs_due ON image_jobs (due_at);

-- Jobs that failed for good; gone once the image has a new job, or is gone itself.
CREATE TABLE dead_letters (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id  uuid,                  -- null when the message could not be read
  image_id    uuid,
  generation  integer,
  reason      text        NOT NULL,
  died_at     timestamptz NOT NULL,
  letter      jsonb       NOT NULL,
  message     bytea,                 -- the message when it could not be read, or its first MiB
  message_key bytea UNIQUE,          -- the same message is kept once
  UNIQUE (product_id, image_id, generation)
);

-- Images whose stored objects are to be deleted: removed ones, and uploads that may never become part of their product.
CREATE TABLE image_deletions (
  product_id uuid        NOT NULL,
  image_id   uuid        NOT NULL,
  removed_at timestamptz NOT NULL,
  PRIMARY KEY (product_id, image_id)
);
CREATE INDEX image_deletions_due ON image_deletions (removed_at);
