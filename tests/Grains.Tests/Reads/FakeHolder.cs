using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Tests.Reads;

/// <summary>A front end that answers when the test says so.</summary>
internal sealed class FakeHolder : IReadHolder
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it was told to drop.</summary>
    public List<Guid> Told { get; } = [];

    /// <summary>Answers what it was told, and at once what it will be told.</summary>
    public void Answer() => _answer.SetResult();

    public void Fail() => _answer.SetException(new TimeoutException());

    public Task DropAsync(Guid productId)
    {
        Told.Add(productId);
        return _answer.Task;
    }
}
