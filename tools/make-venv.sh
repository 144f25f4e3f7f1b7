#!/usr/bin/env bash
# Make the virtual environment once. Usage: make-venv.sh PYTHON FOLDER
set -euo pipefail
python=$1 folder=$2
[ -x "$folder/bin/python" ] && exit 0
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "merits needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Name another: make PYTHON=python3.12 ..." >&2
  exit 1
}
"$python" -m venv "$folder"
