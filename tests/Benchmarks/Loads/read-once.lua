-- Load for wrk: GET the paths in the file $PATHS, one after the other.
dofile((debug.getinfo(1, "S").source:sub(2):gsub("[^/]*$", "result.lua")))

local reads, next_read = {}, 0

init = function(args)
  wrk.init(args)
  for path in io.lines(os.getenv("PATHS")) do reads[#reads + 1] = wrk.format("GET", path) end
end

request = function()
  next_read = next_read % #reads + 1
  return reads[next_read]
end
