#!/bin/sh
# Renders the picture in the README: the comment that the App wrote on an issue of the running demo.
#
#   ./issue-tagger demo                          # in another terminal; it prints the page's address
#   docs/picture/render.sh http://127.0.0.1:PORT/larder/larder/issues/1
#
# Needs curl and Chromium (CHROMIUM names it, /usr/bin/chromium unless told). PICTURE_SIZE is the frame
# in CSS pixels, for a comment of another length.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 ADDRESS_OF_AN_ISSUE_IN_THE_DEMO" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The page's own markup of the comment, which the sandbox has made safe, without its style sheet.
curl -fsS "$1" | sed -n '/<article class="comment by-bot"/,/<\/article>/p' >"$work/comment.txt"
[ -s "$work/comment.txt" ] || { echo "the App has not commented on $1" >&2; exit 1; }
sed -e "/@COMMENT@/r $work/comment.txt" -e '/@COMMENT@/d' "$here/frame.html" >"$work/frame.html"
cp "$here/frame.css" "$work/"

# Twice the pixels, for sharp text on every screen.
"${CHROMIUM:-/usr/bin/chromium}" --headless --no-sandbox --disable-gpu --disable-quic \
  --no-first-run --disable-background-networking --disable-component-update --disable-sync \
  --hide-scrollbars --force-device-scale-factor=2 --window-size="${PICTURE_SIZE:-860,396}" \
  --user-data-dir="$work/profile" --screenshot="$here/comment.png" \
  "file://$work/frame.html" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
size=$(wc -c <"$here/comment.png")
echo "docs/picture/comment.png: $size bytes"
[ "$size" -lt 200000 ] || { echo "too large for a README" >&2; exit 1; }
