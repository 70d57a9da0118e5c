-- What Wrk.cs reads: requests, requests a second, median and 99% latency in microseconds, failures.
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %f %f %f %d\n", summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99), failed))
end
