#!/bin/sh
# Builds the site of one audience, searches it for what its readers may not see, and puts it into a
# folder that a web server or a file share shows. No server program, no container is needed.
#
#   sh deploy/copy-site.sh public /srv/www/partnerships
#   sh deploy/copy-site.sh public /srv/www/partnerships https://www.example.org/partnerships/
#   sh deploy/copy-site.sh partner:helix /srv/www/helix
#   sh deploy/copy-site.sh internal /mnt/intranet/partnerships
#
# The audience has no default: the internal site holds everything, and goes only where you say so.
# See to it that whoever can open the folder is that audience. The old site stays until the new one
# is complete, and nothing of it is left then. The address, where you give one (or SITE_URL), gives
# search engines a site map, feeds full links, and the page for wrong addresses its look.
# For another computer, build and audit as below, and:
#
#   rsync -a --delete build/sites/public/ web@www.example.org:/srv/www/partnerships/
set -eu

refuse() {
  echo "$1" >&2
  exit 2
}

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  refuse "usage: sh deploy/copy-site.sh AUDIENCE FOLDER [ADDRESS], such as: public /srv/www/partnerships"
fi
audience=$1
SITE_URL=${3:-${SITE_URL:-}}
export SITE_URL
case $2 in
  /*) target=$2 ;;
  *) target=$PWD/$2 ;;
esac
if [ -d "$target" ]; then
  target=$(CDPATH='' cd -- "$target" && pwd -P) # of a link, the folder that it leads to
  held=$(ls -A "$target")
  if [ -n "$held" ] && ! { [ -f "$target/404.html" ] && [ -f "$target/sitemap.xml" ]; }; then
    refuse "$target contains files that are not part of a site; name a folder of its own"
  fi
elif [ -L "${target%/}" ]; then
  refuse "$target leads to no folder; remove it, or name the folder itself"
elif [ -e "${target%/}" ]; then
  refuse "$target is a file; name a folder of its own"
fi

CDPATH='' cd -- "$(dirname -- "$0")/.."
folder=build/sites/$(printf '%s' "$audience" | tr ':' '-')
trm site build --audience "$audience" --output "$folder"
trm site audit "$folder" --audience "$audience"

# What is moved lies meanwhile in a new folder beside the target, which nobody else has.
mkdir -p "$(dirname -- "$target")"
aside=$(mktemp -d "$(dirname -- "$target")/.copy-site.XXXXXX")
tidy() {
  if [ -e "$aside/old" ] && [ ! -e "$target" ]; then
    mv "$aside/old" "$target"
  fi
  rm -rf "$aside"
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM
cp -R "$folder" "$aside/new"
if [ -e "$target" ]; then
  mv "$target" "$aside/old"
fi
mv "$aside/new" "$target"
