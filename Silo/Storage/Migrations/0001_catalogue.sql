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
  message     bytea,                 -- the whole message, when it could not be read
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
