#!/usr/bin/env bash
# Fetches the migration tools that are no packages of npm, for the tests that try them on a real PostgreSQL: Alembic and
# Django into a virtual environment, Flyway from Maven Central. It may be run again and again; what is there stays.
# The last lines say where things are (NAME=path); a tool that cannot be had is left out, with a word why.
#
#   SLUICE_MIGRATION_TOOLS   the folder; below the system's temporary folder unless given
set -euo pipefail

folder=${SLUICE_MIGRATION_TOOLS:-${TMPDIR:-/tmp}/sluice-migration-tools}
alembic=1.17.1
django=5.2.8
psycopg=2.9.11
flyway=11.8.2
mkdir -p "$folder"
# Several files of tests ask for the same tools at the same time: one fetches them, the others find them.
exec 9>"$folder/lock"
if command -v flock >/dev/null; then flock 9; fi

python_tools() {
  local venv=$folder/python-$alembic-$django-$psycopg
  if [ ! -e "$venv/ready" ]; then
    # A function whose failure is handled runs without -e: every step hangs on the one before it.
    rm -rf "$venv" &&
      python3 -m venv "$venv" &&
      "$venv/bin/pip" install --quiet --disable-pip-version-check \
        "alembic==$alembic" "Django==$django" "psycopg2-binary==$psycopg" &&
      touch "$venv/ready" || return 1
  fi
  echo "PYTHON_TOOLS=$venv"
}

flyway_tools() {
  local home=$folder/flyway-$flyway
  if [ ! -e "$home/ready" ]; then
    local name=flyway-commandline-$flyway.tar.gz
    local address=https://repo1.maven.org/maven2/org/flywaydb/flyway-commandline/$flyway/$name
    rm -rf "$home" && mkdir -p "$home" && cd "$home" &&
      curl --fail --silent --show-error --location --retry 3 --remote-name-all "$address" "$address.sha1" &&
      echo "$(cut -d ' ' -f 1 "$name.sha1")  $name" | sha1sum --check --quiet &&
      tar -xzf "$name" --strip-components 1 && rm "$name" && touch ready || return 1
  fi
  echo "FLYWAY_HOME=$home"
}

if command -v python3 >/dev/null; then
  python_tools || echo "Alembic and Django could not be installed; their tests will be skipped" >&2
else
  echo "There is no python3; the tests of Alembic and Django will be skipped" >&2
fi
if command -v java >/dev/null && command -v curl >/dev/null; then
  flyway_tools || echo "Flyway could not be fetched; its tests will be skipped" >&2
else
  echo "There is no java or no curl; the tests of Flyway will be skipped" >&2
fi
