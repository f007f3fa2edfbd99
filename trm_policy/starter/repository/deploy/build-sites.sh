#!/bin/sh
# Builds a site for each audience, into build/sites, and searches every file of it for what its
# readers may not see. Nothing is published by this.
#
#   build/sites/public       for everybody: only what charters open to the public
#   build/sites/partner-ID   for one party; name the parties in TRM_PARTNERS, as in "helix kaveri"
#   build/sites/internal     for your own people: everything
#
# SITE_URL, where it is set, is the address of the site that is published: the public one, unless
# TRM_PAGES_SITE names another, as in "internal". The other sites get none.
#
# Stops at the first site that cannot be built, or that holds what it must not. If your
# site/mkdocs.yml has hooks, templates or plugins of your own, write --trust before 'site build'.
set -euf
cd "$(dirname "$0")/.."

site_for() {
  name=$(printf '%s' "$1" | tr ':' '-')
  folder=build/sites/$name
  address=
  if [ "$name" = "${TRM_PAGES_SITE:-public}" ]; then
    address=${SITE_URL:-}
  fi
  SITE_URL=$address trm site build --audience "$1" --output "$folder"
  trm site audit "$folder" --audience "$1"
}

rm -rf build/sites
site_for internal
site_for public
for party in ${TRM_PARTNERS:-}; do
  site_for "partner:$party"
done
