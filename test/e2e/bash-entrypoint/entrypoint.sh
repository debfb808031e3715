#!/usr/bin/env bash
set -euo pipefail
words=(hello from bash)
export GREETING="${words[*]^^}"
exec "$@"
