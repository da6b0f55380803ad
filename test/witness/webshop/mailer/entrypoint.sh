#!/bin/sh
# Takes orders from the queue in $QUEUE and writes to the list `sent` that it mailed them, with their price.
ask() { { printf '%s\r\n' "$1"; sleep 0.2; } | nc -w 2 redis 6379 | tr -d '\r' | grep -v '^[$*]'; }
[ "$LOG_LEVEL" = info ] && echo "mails from the queue $QUEUE"
while sleep 0.3; do
  thing=$(ask "RPOP \"$QUEUE\"")
  [ -n "$thing" ] || continue
  nc -w 2 db 5432 </dev/null >/dev/null && found='with a catalogue' || found='without a catalogue'
  ask "RPUSH sent \"$thing $found\"" >/dev/null
done
