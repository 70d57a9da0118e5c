namespace Products.Servers.Histories;

/// <summary>Tells whether a versioned register could have answered as it did: whether its history is linearizable.</summary>
/// <remarks>
/// Every change makes the next revision, so the order of the writes is told by the answers, and needs no search. What is left:
/// an operation must not see less than what had ended before it began; a revision is made once, by a write that had begun; and a
/// revision has one value. Any history that breaks none of this can be put in an order that explains it.
/// </remarks>
public static class RegisterChecker
{
    /// <summary>Takes n log n steps for n operations.</summary>
    /// <returns>One violation for each operation that is wrong; none when all is well.</returns>
    public static IReadOnlyList<Violation> Check(RegisterHistory history)
    {
        var revisions = Revisions.Of(history);
        return
        [
            .. MadeTwice(revisions),
            .. WrongValues(revisions),
            .. Stale(revisions),
            .. BeforeTheirWrite(revisions),
            .. TooHigh(revisions),
        ];
    }

    private static IEnumerable<Violation> MadeTwice(Revisions revisions) =>
        from revision in revisions.Ascending
        let writes = revision.Where(operation => operation.IsWrite).ToList()
        from second in writes.Skip(1)
        select new Violation(revisions.Key, BrokenRule.MadeTwice, second, writes[0]);

    private static IEnumerable<Violation> WrongValues(Revisions revisions)
    {
        Operation? latest = null;
        foreach (var revision in revisions.Ascending)
        {
            var write = revision.Where(operation => operation.IsWrite).Cast<Operation?>().FirstOrDefault();
            latest = write ?? latest;
            var mayHaveValue = write is not null || revisions.SilentRevisions > 0;
            foreach (var read in revision.Where(operation => !operation.IsWrite && operation is { Revision: > 0, Value: not Operation.NoValue }))
            {
                if (!mayHaveValue || read.Value != latest?.Value)
                {
                    yield return new Violation(revisions.Key, BrokenRule.ThinAirValue, read, write);
                }
            }
        }
    }

    private static IEnumerable<Violation> Stale(Revisions revisions)
    {
        Operation? newer = null; // of all higher revisions, the operation that ended first
        foreach (var revision in revisions.Descending)
        {
            foreach (var operation in revision)
            {
                if (newer?.Precedes(operation) == true)
                {
                    yield return new Violation(revisions.Key, BrokenRule.Stale, operation, newer);
                }
            }

            newer = FirstToEnd(revision, newer);
        }
    }

    private static IEnumerable<Violation> BeforeTheirWrite(Revisions revisions) =>
        from revision in revisions.Ascending
        from write in revision.Where(operation => operation.IsWrite).Take(1)
        from read in revision
        where read.Precedes(write)
        select new Violation(revisions.Key, BrokenRule.BeforeItsWrite, read, write);

    /// <summary>Each revision that no known write made needs one of unknown outcome that had begun before anything as new was answered, or a silent change.</summary>
    private static IEnumerable<Violation> TooHigh(Revisions revisions)
    {
        var (unexplained, previous) = (0L, 0L);
        var firstEnds = FirstEnds(revisions);
        foreach (var (revision, first) in revisions.Ascending.Zip(firstEnds).Where(pair => pair.First[0].Revision > 0))
        {
            unexplained += revision[0].Revision - previous - (revision.Any(operation => operation.IsWrite) ? 1 : 0);
            previous = revision[0].Revision;
            if (first is { } seen && unexplained > revisions.SilentRevisions + revisions.AttemptsBefore(seen.Answered!.Value))
            {
                yield return new Violation(revisions.Key, BrokenRule.ThinAirRevision, seen);
                yield break; // all higher ones are, too
            }
        }
    }

    /// <returns>For each revision, of the operations that saw or made it or a higher one, the first to end.</returns>
    private static Operation?[] FirstEnds(Revisions revisions)
    {
        var ends = new Operation?[revisions.Ascending.Count];
        Operation? first = null;
        for (var at = ends.Length - 1; at >= 0; at--)
        {
            ends[at] = first = FirstToEnd(revisions.Ascending[at], first);
        }

        return ends;
    }

    private static Operation? FirstToEnd(IEnumerable<Operation> operations, Operation? first)
    {
        foreach (var operation in operations)
        {
            if (operation.Answered is { } end && (first is null || end < first.Value.Answered))
            {
                first = operation;
            }
        }

        return first;
    }
}
