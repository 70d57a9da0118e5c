-- The silos that may answer for their grains: each enters itself once it stands in the table of silos, and one that is lost is
-- marked as replaced before another takes its grains over. See docs/decisions/0022-authority.md.
CREATE TABLE silos (
  address     text        PRIMARY KEY,
  joined_at   timestamptz NOT NULL DEFAULT now(),
  replaced_at timestamptz
);
