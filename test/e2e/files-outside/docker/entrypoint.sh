#!/bin/sh
set -e
export GREETING="$(cat /etc/shop/greeting)"
exec "$@"
