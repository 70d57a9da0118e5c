-- Load for wrk: GET the paths in the file $PATHS, one after the other.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "result.lua")

local reads, next_read = {}, 0

init = function()
  for path in io.lines(os.getenv("PATHS")) do reads[#reads + 1] = wrk.format("GET", path) end
end

request = function()
  next_read = next_read % #reads + 1
  return reads[next_read]
end
