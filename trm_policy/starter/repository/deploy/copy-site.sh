#!/bin/sh
# Builds the site of one audience, searches it for what its readers may not see, and puts it into a
# folder that a web server or a file share shows. No server program, no container is needed.
#
#   sh deploy/copy-site.sh public /srv/www/partnerships
#   sh deploy/copy-site.sh partner:helix /srv/www/helix
#   sh deploy/copy-site.sh internal /mnt/intranet/partnerships
#
# The audience has no default: the internal site holds everything, and goes only where you say so.
# See to it that whoever can open the folder is that audience. The old site stays until the new one
# is complete, and nothing of it is left then. For another computer, build and audit as below, and:
#
#   rsync -a --delete build/sites/public/ web@www.example.org:/srv/www/partnerships/
set -eu
if [ $# -ne 2 ]; then
  echo "usage: sh deploy/copy-site.sh AUDIENCE FOLDER, such as: public /srv/www/partnerships" >&2
  exit 2
fi
audience=$1
case $2 in
  /*) target=${2%/} ;;
  *) target=$PWD/${2%/} ;;
esac
if [ -e "$target" ] && [ -n "$(ls -A "$target")" ] && [ ! -f "$target/sitemap.xml" ]; then
  echo "$target holds other things than a site; name a folder of its own" >&2
  exit 2
fi

cd "$(dirname "$0")/.."
folder=build/sites/$(printf '%s' "$audience" | tr ':' '-')
trm site build --audience "$audience" --output "$folder"
trm site audit "$folder" --audience "$audience"

rm -rf "$target.new" "$target.old"
mkdir -p "$(dirname "$target")"
cp -R "$folder" "$target.new"
if [ -e "$target" ]; then
  mv "$target" "$target.old"
fi
mv "$target.new" "$target"
rm -rf "$target.old"
