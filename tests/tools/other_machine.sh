#!/usr/bin/env bash
# The same bytes from another machine: a fresh Debian 12 (mmdebstrap, as root, with a network) that gets nothing but what
# `make deps` installs and the sources, compiled there without optimisation. It builds the sample; its PDFs must be,
# byte for byte, those of this machine's build. Takes some minutes, so it is no part of `make test`.
#
#     tests/tools/other_machine.sh [PROGRAM]      default build/pactpress
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "${1:-$source/build/pactpress}")
place=$(mktemp -d)
chmod 755 "$place"
trap 'rm -rf --one-file-system "$place"' EXIT # never into what may still be mounted there

packages=$(make -s -C "$source" --eval='print-packages: ; @echo $(PACKAGES)' print-packages | tr -s ' ' ',')
mmdebstrap --quiet --variant=apt --include="$packages" bookworm "$place/root"
mkdir "$place/root/source" "$place/files"
(cd "$source" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -P -t "$place/root/source")
printf '%064d\n' 1 >"$place/files/key"
chmod 600 "$place/files/key"
cp -p "$place/files/key" "$place/root/key"

chroot "$place/root" make -s -C /source CFLAGS=-O0 BUILD=/build all >"$place/files/log" 2>&1 || {
    tail -n 20 "$place/files/log"
    exit 1
}
chroot "$place/root" env -i PATH="$PATH" PACTPRESS_SHARE=/source PACTPRESS_KEY_FILE=/key /build/pactpress build \
    -C /source/samples/epi --quiet --out /out
PACTPRESS_SHARE=$source PACTPRESS_KEY_FILE=$place/files/key "$program" build -C "$source/samples/epi" --quiet \
    --out "$place/files/out"
if diff -r -x '.record-*' "$place/files/out/candidate" "$place/root/out/candidate" >"$place/files/differences"; then
    echo "ok $(find "$place/files/out/candidate" -type f ! -name '.record-*' | wc -l) files are the same on another machine"
else
    head -n 20 "$place/files/differences"
    echo "not ok the same files on another machine"
    exit 1
fi
