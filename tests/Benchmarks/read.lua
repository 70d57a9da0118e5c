-- Load for wrk: GET one of the paths listed in the file $PATHS, at random.
local paths = {}
for path in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = path end

request = function() return wrk.format("GET", paths[math.random(#paths)]) end

done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %f %d\n", summary.requests / summary.duration * 1e6, failed))
end
