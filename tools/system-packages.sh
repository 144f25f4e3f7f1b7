#!/usr/bin/env bash
# What the demo or the tests need from the system: installed where we are root on Debian or Ubuntu, otherwise named in
# one line. Usage: system-packages.sh demo|test PYTHON
set -euo pipefail
purpose=$1 python=$2
missing=()
command -v "$python" >/dev/null 2>&1 && "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3-venv)
command -v tesseract >/dev/null 2>&1 || missing+=(tesseract-ocr)
if [ "$purpose" = test ]; then
  command -v qpdf >/dev/null 2>&1 || missing+=(qpdf)
  command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)
  command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing+=(chromium)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing from the system's own packages: ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
if [ "$(uname)" = Darwin ]; then
  echo "Missing: ${missing[*]}. Install with: brew install tesseract qpdf poppler" >&2
else
  echo "Missing: ${missing[*]}. Install with: sudo apt-get install ${missing[*]}" >&2
fi
# The demo carries its readings, so it runs without Tesseract; Python's venv it cannot do without.
case " ${missing[*]} " in *" python3-venv "*) exit 1 ;; esac
exit 0
