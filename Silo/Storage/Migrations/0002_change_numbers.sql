-- Change numbers come from transaction ids, so that a reader can know which of them are final. See
-- docs/decisions/0014-change-numbers-from-transactions.md.

-- Added to every transaction id; raised when a dump was restored into a cluster whose ids are lower.
CREATE TABLE change_base (
  base     bigint  NOT NULL,
  only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row)
);
INSERT INTO change_base (base) VALUES (0);

-- The number of the changes of this transaction; a transaction makes up to 1,024, and each adds its place among them.
-- (PL/pgSQL keeps its plan; a function in SQL would be planned at every call.)
CREATE FUNCTION change_number() RETURNS bigint LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
  RETURN ((SELECT base FROM change_base) + pg_current_xact_id()::text::bigint) << 10;
END
$$;

-- Every row below this number is final for the asking statement: whoever commits later has this number or a higher one.
CREATE FUNCTION change_horizon() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT (base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) << 10 FROM change_base $$;

-- Numbers never step back. Waits until all who use the old base have ended. Does nothing in the normal case.
CREATE FUNCTION raise_change_base() RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
  missing bigint;
BEGIN
  SELECT coalesce(max(change_seq) >> 10, 0) - (change_number() >> 10) + 1 INTO missing FROM products;
  IF missing > 0 THEN
    LOCK TABLE change_base IN ACCESS EXCLUSIVE MODE;
    UPDATE change_base SET base = base + missing;
  END IF;
END
$$;
