#!/bin/sh
# Sets up a virtual environment with everything the tests need, then passes linters, types and tests.
set -eu
cd "$(dirname "$0")/.."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (python3 --version)." >&2; exit 2; }
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[test,owl,parquet]' >&2
.venv/bin/ruff check .
.venv/bin/mypy
.venv/bin/python -m pytest --numprocesses auto "$@"
