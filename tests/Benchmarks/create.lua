-- Load for wrk: POST $CREATE_PATH with a product of the user $USER_ID.
wrk.method = "POST"
wrk.path = os.getenv("CREATE_PATH")
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"user_id":"' .. os.getenv("USER_ID") .. '","product_name":"Brass reading lamp",' ..
  '"product_description":"A lamp with a swivelling arm, a linen shade and a dimmer. Made to last and to be mended.",' ..
  '"product_price":129.5,"currency":"EUR"}'

done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %f %d\n", summary.requests / summary.duration * 1e6, failed))
end
