#!/bin/bash
set -euo pipefail
words=(written by bash)
export GREETING="${words[*]}"
exec "$@"
