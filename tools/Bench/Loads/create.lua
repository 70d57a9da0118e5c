-- Load for wrk: POST /products with a product of the user $USER_ID and the images $IMAGES, quoted and with commas between.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "result.lua")

wrk.method = "POST"
wrk.path = "/products"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"user_id":"' .. os.getenv("USER_ID") .. '","product_name":"Brass reading lamp",' ..
  '"product_description":"A lamp with a swivelling arm, a linen shade and a dimmer. Made to last and to be mended.",' ..
  '"product_price":129.5,"currency":"EUR","product_images":[' .. os.getenv("IMAGES") .. ']}'
