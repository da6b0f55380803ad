#!/bin/sh
# The catalogue, in place of the database: a line of user and password, and the price of a thing from its data.
data=/var/lib/postgresql/data
[ -s $data/prices ] || printf 'book 12.00\nlamp 30.50\n' >$data/prices
echo "$POSTGRES_PASSWORD" >/run/password
exec nc -ll -p 5432 -e /answer.sh
