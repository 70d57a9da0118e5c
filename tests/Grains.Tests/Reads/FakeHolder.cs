using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Tests.Reads;

/// <summary>A front end that answers when the test says so.</summary>
internal sealed class FakeHolder : IReadHolder
{
    public TaskCompletionSource Answer { get; private set; } = new();

    public List<Guid> Dropped { get; } = [];

    public Task DropAsync(Guid productId)
    {
        Dropped.Add(productId);
        return Answer.Task;
    }

    public static FakeHolder ThatAnswers()
    {
        var holder = new FakeHolder();
        holder.Answer.SetResult();
        return holder;
    }
}
