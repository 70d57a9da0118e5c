-- With which version of the fold the names in search_name were made: a silo with a later one makes them again when it starts. See
-- docs/decisions/0029-names-are-folded-by-unicode.md.
CREATE TABLE name_fold (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  integer NOT NULL
);
INSERT INTO name_fold (version) VALUES (0);
