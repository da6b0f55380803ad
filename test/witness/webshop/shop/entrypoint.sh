#!/bin/sh
# The shop: `serve --workers N`. Its pages are programs that talk to the cart and the catalogue.
[ "$1" = serve ] || exit 64
echo "$*" >/www/words
exec httpd -f -p 80 -h /www
