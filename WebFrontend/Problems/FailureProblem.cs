using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Products.WebFrontend.Problems;

/// <summary>Turns whatever ends a request without an answer into a problem. Exception texts stay in the log.</summary>
internal static class FailureProblem
{
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = TellAsync,
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = _ => true, // the request log has it
        });
        app.Use(FillEmptyAnswerAsync);
    }

    public static Problem Of(Exception failure) => failure switch
    {
        ProblemException expected => expected.Problem,
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        OrleansException or TimeoutException or OperationCanceledException => new(ProblemKind.Unavailable),
        DbException or IOException => new(ProblemKind.Unavailable),
        _ => new(ProblemKind.InternalError),
    };

    /// <summary>Answers with the problem, unless nobody listens any more.</summary>
    internal static async Task TellAsync(HttpContext context)
    {
        try
        {
            await Of(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, which is no failure of the server's.
        }
    }

    /// <summary>Gives a body to a bare status, as from routing; the framework's own middleware passes over one with a content type.</summary>
    private static async Task FillEmptyAnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest } bare)
        {
            bare.ContentLength = null;
            bare.Headers.ETag = default;
            await OfStatus(bare.StatusCode).ExecuteAsync(context);
        }
    }

    private static Problem OfStatus(int status) => new(ProblemKind.OfStatus(status)) { Status = status };
}
