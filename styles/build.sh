#!/bin/sh
# Compiles static/reader.css and static/desk.css; needs Node 20 or later. A running site needs only the result.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund
for sheet in reader desk; do
  npx --no-install sass --load-path=node_modules --no-source-map --quiet-deps "$sheet.scss" "$work/$sheet.css"
  node logical.mjs "$work/$sheet.css"
  node named.mjs "$work/$sheet.css"
  npx --no-install lightningcss --minify --targets ">= 0.5%, not dead" "$work/$sheet.css" -o "../static/$sheet.css"
done
