namespace Products.WebFrontend.Problems;

/// <summary>Ends a request with a problem, from where no result can be returned: while its parameters are read.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail ?? problem.Kind.Title)
{
    public Problem Problem => problem;
}
