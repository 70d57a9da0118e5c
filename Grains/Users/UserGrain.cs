using Products.Grains.Interfaces.Users;

namespace Products.Grains.Users;

/// <summary>One user, served from memory.</summary>
internal sealed class UserGrain(
    [PersistentState("user")] IPersistentState<UserState> state,
    TimeProvider time) : Grain, IUserGrain
{
    private User? _committed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = state.RecordExists ? state.State.ToUser() : null;
        return Task.CompletedTask;
    }

    public async Task<User> CreateAsync(string name)
    {
        if (_committed is not null)
        {
            return _committed;
        }

        state.State = new UserState { Id = this.GetPrimaryKey(), Name = name, CreatedAt = time.GetUtcNow() };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        return _committed = state.State.ToUser();
    }

    public Task<User?> GetAsync() => Task.FromResult(_committed);

    public Task<bool> ExistsAsync() => Task.FromResult(_committed is not null);
}
