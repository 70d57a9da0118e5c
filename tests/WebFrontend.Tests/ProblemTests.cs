using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Tests;

public sealed class ProblemTests
{
    [Theory]
    [InlineData(ChangeStatus.NotOwner, 403)]
    [InlineData(ChangeStatus.NotFound, 404)]
    [InlineData(ChangeStatus.ImageNotFound, 404)]
    [InlineData(ChangeStatus.NotFailed, 409)]
    [InlineData(ChangeStatus.Stale, 412)]
    [InlineData(ChangeStatus.Excluded, 412)]
    [InlineData(ChangeStatus.UnknownUser, 422)]
    [InlineData(ChangeStatus.KeyReused, 422)]
    [InlineData(ChangeStatus.TooManyImages, 422)]
    [InlineData(ChangeStatus.WrongOrder, 422)]
    [InlineData(ChangeStatus.UnknownUpload, 422)]
    public void Each_refusal_has_its_status(ChangeStatus refusal, int status) => Assert.Equal(status, ChangeProblem.Of(refusal).Status);

    [Fact]
    public void Every_outcome_is_a_success_or_has_a_problem() =>
        Assert.All(Enum.GetValues<ChangeStatus>(), status => Assert.True(status.Succeeded() || ChangeProblem.Of(status).Status >= 400));

    [Theory]
    [InlineData(typeof(TimeoutException), 503)]
    [InlineData(typeof(SiloUnavailableException), 503)]
    [InlineData(typeof(IOException), 503)]
    [InlineData(typeof(InvalidOperationException), 500)]
    public void An_outage_asks_to_come_back_and_a_fault_does_not(Type failure, int status) =>
        Assert.Equal(status, FailureProblem.Of((Exception)Activator.CreateInstance(failure)!).Status);

    [Fact]
    public void A_bad_request_is_not_taken_for_an_outage() =>
        Assert.Equal(413, FailureProblem.Of(new BadHttpRequestException("too large", 413)).Status);

    [Fact]
    public async Task An_outage_says_when_to_come_back_and_nothing_of_its_cause()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await FailureProblem.Of(new TimeoutException("secret")).ExecuteAsync(context);

        context.Response.Body.Position = 0;
        var text = await new StreamReader(context.Response.Body).ReadToEndAsync();
        Assert.Equal(("2", "application/problem+json", "no-store"),
            (context.Response.Headers.RetryAfter.ToString(), context.Response.ContentType, context.Response.Headers.CacheControl.ToString()));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_gone_before_it_was_told_is_no_failure()
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        context.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature { Error = new TimeoutException() });

        await FailureProblem.TellAsync(context);
        Assert.Equal(503, context.Response.StatusCode);
    }

    [Fact]
    public void Every_kind_of_problem_is_explained()
    {
        var page = File.ReadAllText(Repository.Path("docs", "errors.md"));
        Assert.All(ProblemKind.All, kind => Assert.Contains($"| `/problems/{kind.Slug}` | {kind.Status} |", page, StringComparison.Ordinal));
    }
}
