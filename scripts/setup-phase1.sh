#!/usr/bin/env bash
# From a bare machine to a running database server and migrated services: see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v node >/dev/null || ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "setup: Node.js 20.19 or newer is needed (https://nodejs.org); found: $(node --version 2>/dev/null || echo none)." >&2
  exit 1
fi
if [[ ! -e node_modules/.package-lock.json ]]; then npm ci
elif [[ ! -e node_modules/.nilecare-built ]]; then node scripts/prepare.cjs; fi
exec node --import tsx scripts/setup.ts "$@"
