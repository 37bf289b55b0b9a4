#!/bin/sh
# Sets up a virtual environment beside the checkout and prints the answer to the README's first question.
set -eu
cd "$(dirname "$0")/.."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (python3 --version)." >&2; exit 2; }
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable . >&2
# Bytecode ahead of time: the first question need not compile anything.
.venv/bin/python -m compileall -q ttdn_kb
.venv/bin/ttdn ask who-coordinates --topic border-information-clusters
