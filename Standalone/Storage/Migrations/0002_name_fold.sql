-- With which version of the fold the names in search_name were made: a host with a later one makes them again when it starts. See
-- docs/decisions/0029-names-are-folded-by-unicode.md.
CREATE TABLE name_fold (version INTEGER NOT NULL);
INSERT INTO name_fold (version) VALUES (0);

-- Lists by name go by this: a folded name may be many times as long as the name, and a cursor holds what the list is sorted by.
ALTER TABLE products ADD COLUMN sort_name TEXT GENERATED ALWAYS AS (substr(search_name, 1, 500)) VIRTUAL;
DROP INDEX products_by_name;
CREATE INDEX products_by_name ON products (sort_name, id) WHERE deleted_at IS NULL;
