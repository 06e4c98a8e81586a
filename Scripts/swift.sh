#!/usr/bin/env bash
# Runs swift with an environment that is the same from call to call.
#
# SwiftPM takes every variable for a part of what a build tool's result depends on: after a change of directory
# or from another terminal it would link the tool that embeds our data anew, and compile half the house with it.
set -euo pipefail

kept=()
while IFS= read -r name; do
  case "$name" in
    HOME | PATH | LANG | LC_ALL | TERM | NO_COLOR | TMPDIR | CC | CXX | PKG_CONFIG_PATH | LD_LIBRARY_PATH | \
      *_proxy | *_PROXY | SSL_CERT_* | GIT_* | SWIFT* | BOUNCEBOOK_* | RECORD_*)
      kept+=("$name=${!name}") ;;
  esac
done < <(compgen -e)
exec env -i "${kept[@]}" swift "$@"
