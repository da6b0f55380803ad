# redis COMMAND…: one command to the cart of $CART_URL; the answer without its marks.
redis() {
  host=${CART_URL#redis://}
  host=${host%%/*}
  { printf '%s\r\n' "$*"; sleep 0.2; } | nc -w 2 "${host%:*}" "${host#*:}" | tr -d '\r' | sed 's/^[:+]//' | grep -v '^[$*]'
}
