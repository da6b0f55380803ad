#!/bin/sh
# The front proxy: nginx before the address in $UPSTREAM.
set -e
sed "s/@UPSTREAM@/$UPSTREAM/" /etc/nginx/shop.template >/etc/nginx/nginx.conf
exec /usr/sbin/nginx -c /etc/nginx/nginx.conf
