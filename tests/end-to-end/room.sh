# A small disk, as full as that, while an edition is released: tests/tools/unlucky.py says what must hold then.
# The disk is one in memory, in a name space of its own, which root and most users may make; it goes with it.
mkdir -p "$BUILD/disk"
user=$([ "$(id -u)" = 0 ] || echo --map-root-user)
mounted='mount -t tmpfs -o size=40m,nr_inodes=2000 tmpfs "$1"'
# shellcheck disable=SC2086  # no word or one
if ! unshare $user --mount sh -c "$mounted" sh "$BUILD/disk" 2>/dev/null; then
    echo "left out a disk without room: no disk may be mounted here"
    exit 0
fi
# shellcheck disable=SC2086
exec unshare $user --mount sh -c "$mounted"' && exec python3 "$2" room "$1"' sh "$BUILD/disk" \
    "$SOURCE/tests/tools/unlucky.py"
