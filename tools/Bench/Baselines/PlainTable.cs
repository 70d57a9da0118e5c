namespace Products.Bench.Baselines;

/// <summary>
/// The tables of the plain servers, in a schema of their own beside the system's: the same columns, the same indexes, the same foreign
/// key, and a row for each image that is to be made.
/// </summary>
internal static class PlainTable
{
    private const string Schema = "plain";

    public const string Create = $"""
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        DROP SCHEMA IF EXISTS {Schema} CASCADE;
        CREATE SCHEMA {Schema};
        CREATE TABLE {Schema}.users (id uuid PRIMARY KEY, name text NOT NULL);
        CREATE TABLE {Schema}.products (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES {Schema}.users, product_name text NOT NULL,
          search_name text COLLATE "C" NOT NULL, product_description text NOT NULL, product_price numeric(18,2) NOT NULL, currency text NOT NULL,
          product_images text[] NOT NULL, compressed_product_images text[] NOT NULL, image_status text NOT NULL, revision bigint NOT NULL,
          created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz, seq bigserial);
        CREATE INDEX ON {Schema}.products (user_id, seq) WHERE deleted_at IS NULL;
        CREATE INDEX ON {Schema}.products (seq);
        CREATE INDEX ON {Schema}.products (product_price, id) WHERE deleted_at IS NULL;
        CREATE INDEX ON {Schema}.products (search_name, id) WHERE deleted_at IS NULL;
        CREATE INDEX ON {Schema}.products USING gin (search_name gin_trgm_ops) WHERE deleted_at IS NULL;
        CREATE TABLE {Schema}.image_jobs (product_id uuid NOT NULL, position integer NOT NULL, source text NOT NULL, PRIMARY KEY (product_id, position));
        """;

    /// <summary>What the system has, in the order in which it was created.</summary>
    public const string CopyAll = $"""
        INSERT INTO {Schema}.users SELECT id, name FROM public.users ON CONFLICT DO NOTHING;
        INSERT INTO {Schema}.products SELECT id, user_id, product_name, search_name, product_description, product_price, currency,
          product_images, compressed_product_images, image_status, revision, created_at, updated_at, deleted_at
        FROM public.products ORDER BY created_seq ON CONFLICT DO NOTHING;
        ANALYZE;
        """;

    public const string Insert = $"""
        INSERT INTO {Schema}.products (id, user_id, product_name, search_name, product_description, product_price, currency, product_images,
          compressed_product_images, image_status, revision, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{"{}"}', $9, 1, $10, $10)
        """;

    /// <summary>The same, and its image jobs, in one statement and so in one transaction.</summary>
    public const string InsertWithJobs = $"""
        WITH product AS ({Insert})
        INSERT INTO {Schema}.image_jobs SELECT $1, image.position, image.source FROM unnest($8) WITH ORDINALITY AS image (source, position)
        """;

    public const string One = $"SELECT {Columns} FROM {Schema}.products WHERE id = @id AND deleted_at IS NULL";

    public const string UpdatePrice = $"""
        UPDATE {Schema}.products SET product_price = @price, revision = revision + 1, updated_at = now()
        WHERE id = @id AND deleted_at IS NULL RETURNING {Columns}
        """;

    public const string List = $"SELECT {Columns} FROM {Schema}.products WHERE deleted_at IS NULL";

    public const string Newest20 = " ORDER BY seq DESC LIMIT 20";

    private const string Columns = """
        id, user_id, product_name, product_description, product_price, currency, product_images, compressed_product_images, image_status,
        revision, created_at, updated_at
        """;
}
