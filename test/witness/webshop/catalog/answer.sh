#!/bin/sh
read -r password thing
[ "$password" = "$(cat /run/password)" ] || { echo 'wrong password'; exit 0; }
grep "^$thing " /var/lib/postgresql/data/prices || echo "no $thing"
echo "shared memory $(df -k /dev/shm | tail -1 | awk '{ print $2 }')"
