#!/usr/bin/env bash
# Installs the Debian packages that bouncebook needs and that are missing here, and says what for.
#
#   Scripts/setup.sh build          what the compiler and the program need
#   Scripts/setup.sh build test     and what the tests of the pages need
#   Scripts/setup.sh build bench    and the programs that the benchmark races against
#
# Nothing happens where nothing is missing. Root's rights are asked for only to install.
set -euo pipefail

# One package a line: group, name, what for.
packages() {
  cat <<'LIST'
build git                fetches the Swift packages that Package.resolved names
build ca-certificates    lets git trust the server that they come from
build pkg-config         finds the C libraries below
build g++                compiles the JSON reader and brings the C++ headers
build libcmark-dev       renders Markdown
build libisal-dev        reads .gz
build libzstd-dev        reads .zst
build libarchive-dev     reads .zip
build libsimdjson-dev    reads JSON
build libsqlite3-dev     writes SQLite
build tzdata             knows the time zones
test  chromium           shows the pages to their tests
test  fonts-noto-cjk     draws Korean in these pages
test  python3            drives the browser and checks the examples
bench python3            makes the log and measures
bench perl               runs the peers
bench pflogsumm          the peer on mail logs
bench libsisimai-perl    the peer on bounce messages
LIST
}

say() { printf '%s\n' "$*" >&2; }

# The package is installed, or something of the same name that serves instead of it.
is_there() {
  case "$1" in
    git | perl | python3 | pflogsumm | chromium | pkg-config | g++)
      command -v "$1" >/dev/null 2>&1 && return 0 ;;
  esac
  # Where there is no dpkg, another system's package manager has to have brought the library.
  case "$1" in
    libcmark-dev | libisal-dev | libzstd-dev | libarchive-dev | libsimdjson-dev)
      if ! command -v dpkg-query >/dev/null 2>&1; then
        local module="${1%-dev}"
        case "$module" in libsimdjson) module=simdjson ;; esac
        pkg-config --exists "$module" 2>/dev/null
        return
      fi ;;
    libsqlite3-dev)
      if ! command -v dpkg-query >/dev/null 2>&1; then
        pkg-config --exists sqlite3 2>/dev/null
        return
      fi ;;
    tzdata | ca-certificates)
      command -v dpkg-query >/dev/null 2>&1 || return 0 ;;
  esac
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Sets `missing` to the names that a group lacks, and says what each is for.
find_missing() {
  missing=()
  local group name purpose
  while read -r group name purpose; do
    [ "$group" = "$1" ] || continue
    is_there "$name" && continue
    [ ${#missing[@]} -gt 0 ] || say "Missing for '$1':"
    missing+=("$name")
    say "  $(printf '%-16s' "$name") $purpose"
  done < <(packages)
}

# Installs the packages named; fails with the command to give by hand where it cannot.
install() {
  local command=(apt-get install --yes --no-install-recommends "$@")
  if ! command -v apt-get >/dev/null 2>&1; then
    say "This system has no apt-get. Please install what Debian calls: $*"
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    # Without a terminal nobody can type a password.
    if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      say "Installing needs root. Please run:"
      say "  sudo apt-get update && sudo ${command[*]}"
      return 1
    fi
  fi
  say "Installing: $*"
  local log
  log=$(mktemp)
  if {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$@"
  } >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  say "That did not work. Please run:"
  say "  ${as_root[*]:+${as_root[*]} }apt-get update && ${as_root[*]:+${as_root[*]} }${command[*]}"
  return 1
}

check_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "bouncebook needs Swift 6.2 or newer, and there is no 'swift' here."
    say "Install it from https://www.swift.org/install/linux/ (for Debian 12: the toolchain archive,"
    say "unpacked anywhere, with its usr/bin in PATH), then run the same command again."
    return 1
  fi
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  case "$version" in
    [0-5].* | 6.0 | 6.1)
      say "bouncebook needs Swift 6.2 or newer; this is $version. See https://www.swift.org/install/linux/"
      return 1 ;;
  esac
}

[ $# -gt 0 ] || set -- build
for group in "$@"; do
  case "$group" in
    build)
      check_swift
      find_missing build
      [ ${#missing[@]} -eq 0 ] || install "${missing[@]}" ;;
    test)
      # Without a browser its tests are skipped, each with a line that says so: no reason to run none.
      find_missing test
      if [ ${#missing[@]} -gt 0 ] && ! install "${missing[@]}"; then
        say "Going on without: tests that need ${missing[*]} will be skipped."
      fi ;;
    bench)
      # A race without one of the peers is still a race; bench.sh says who did not come.
      find_missing bench
      if [ ${#missing[@]} -gt 0 ] && ! install "${missing[@]}"; then
        say "Going on without: ${missing[*]}."
      fi ;;
    *)
      say "usage: Scripts/setup.sh [build] [test] [bench]"
      exit 2 ;;
  esac
done
