using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Products.Grains.Catalog;
using Products.Grains.Changes;
using Products.Grains.DeadLetters;
using Products.Grains.Products;
using Products.Grains.Users;
using Products.Hosting.Cleanup;

namespace Products.Storage.Tests.Adapters;

/// <summary>A database with the storage that a silo has on it, and a look at its tables that is the same for all.</summary>
public abstract class StorageAdapter : IAsyncLifetime
{
    private WebApplication? _host;

    /// <summary>What grains write to and read from.</summary>
    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public IProductCatalog Catalog => Services.GetRequiredService<IProductCatalog>();

    public IChangeFeed Changes => Services.GetRequiredService<IChangeFeed>();

    public IDeadLetterStore Letters => Services.GetRequiredService<IDeadLetterStore>();

    public IUploadReservations Reservations => Services.GetRequiredService<IUploadReservations>();

    public IRemovedImages Removed => Services.GetRequiredService<IRemovedImages>();

    public IServiceProvider Services => _host!.Services;

    public virtual async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder([.. Settings, "--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        AddStorage(builder);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A product that is stored already.</summary>
    public async Task<StoredProduct> CreateAsync(ProductState state)
    {
        var product = new StoredProduct(this, state.Id);
        await product.WriteAsync(state);
        return product;
    }

    /// <returns>The new user's id.</returns>
    public async Task<Guid> CreateUserAsync(string name = "Ada")
    {
        var user = new UserState { Id = Guid.NewGuid(), Name = name, CreatedAt = DateTimeOffset.UtcNow };
        await Storage.WriteStateAsync("user", States.KeyOf("user", user.Id), new GrainState<UserState>(user));
        return user.Id;
    }

    /// <summary>The columns of a product; null when there is no row. Arrays are JSON, everything else is as the database prints it.</summary>
    public async Task<IDictionary<string, object?>?> RowAsync(Guid id)
    {
        await using var connection = Open();
        return (IDictionary<string, object?>?)await connection.QuerySingleOrDefaultAsync($"""
            SELECT version, CAST(user_id AS TEXT) AS user_id, product_name, search_name, product_description,
              CAST(product_price AS TEXT) AS product_price, currency, {AsJson("product_images")} AS product_images,
              {AsJson("compressed_product_images")} AS compressed_product_images, image_status, revision,
              CAST(created_at AS TEXT) AS created_at, CAST(updated_at AS TEXT) AS updated_at, CAST(deleted_at AS TEXT) AS deleted_at
            FROM products WHERE CAST(id AS TEXT) = @id
            """, new { id = id.ToString() });
    }

    /// <summary>The jobs of a product, by image and generation.</summary>
    public Task<IReadOnlyList<string>> JobsAsync(Guid product) => ListAsync(
        "SELECT CAST(image_id AS TEXT) || ' ' || generation || ' ' || source || ' ' || coalesce(trace_parent, '') FROM image_jobs WHERE CAST(product_id AS TEXT) = @id ORDER BY 1", product);

    /// <summary>The dead letters of a product, by image.</summary>
    public Task<IReadOnlyList<string>> LettersAsync(Guid product) => ListAsync(
        "SELECT CAST(image_id AS TEXT) || ' ' || generation || ' ' || reason FROM dead_letters WHERE CAST(product_id AS TEXT) = @id ORDER BY 1", product);

    /// <summary>The images of a product whose objects are to be deleted.</summary>
    public Task<IReadOnlyList<string>> DeletionsAsync(Guid product) => ListAsync(
        "SELECT CAST(image_id AS TEXT) FROM image_deletions WHERE CAST(product_id AS TEXT) = @id ORDER BY 1", product);

    public async Task<long> NumberAsync(string column, Guid product)
    {
        await using var connection = Open();
        return await connection.ExecuteScalarAsync<long>($"SELECT {column} FROM products WHERE CAST(id AS TEXT) = @id", new { id = product.ToString() });
    }

    /// <summary>The column with the order of creations.</summary>
    public abstract string CreationColumn { get; }

    public abstract DbConnection Open();

    protected virtual IEnumerable<string> Settings => [];

    /// <summary>The storage and all that goes with it, and a silo that has it as its default.</summary>
    protected abstract void AddStorage(WebApplicationBuilder builder);

    /// <summary>An array column as the text of a JSON array.</summary>
    protected abstract string AsJson(string column);

    private async Task<IReadOnlyList<string>> ListAsync(string sql, Guid id)
    {
        await using var connection = Open();
        return [.. await connection.QueryAsync<string>(sql, new { id = id.ToString() })];
    }
}
