-- Load for wrk: GET one of the paths in the file $PATHS, at random; with $READ_PERCENT below 100, the others PATCH its price.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "result.lua")

local read_percent = tonumber(os.getenv("READ_PERCENT"))
local json = { ["Content-Type"] = "application/json" }
local paths, reads = {}, {}

if os.getenv("TOKEN") ~= "" then
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
end

-- The requests are made before the clock runs.
init = function()
  for path in io.lines(os.getenv("PATHS")) do
    paths[#paths + 1] = path
    reads[#reads + 1] = wrk.format("GET", path)
  end
end

request = function()
  local n = math.random(#paths)
  if read_percent == 100 or math.random(100) <= read_percent then
    return reads[n]
  end
  return wrk.format("PATCH", paths[n], json, '{"product_price":' .. math.random(100000) / 100 .. '}')
end
