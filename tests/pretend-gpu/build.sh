#!/usr/bin/env bash
# Builds the stand-in libraries into the folder given (default: target/pretend-gpu) with $CXX, else c++.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here/../../target/pretend-gpu}
compiler=${CXX:-c++}
mkdir -p "$to/device" "$to/objects"
for source in "$here"/host/*.cpp; do
    object=$to/objects/$(basename "$source" .cpp).o
    newest=$(ls -t "$source" "$here"/host/*.hpp "$object" 2>/dev/null | head -n 1 || true)
    if [ "$newest" != "$object" ]; then
        "$compiler" -std=c++17 -O2 -g -Wall -Wextra -U_FORTIFY_SOURCE -fcf-protection=none -fPIC -fvisibility=hidden -c "$source" -o "$object"
    fi
done
# One object under all names: the loader takes it in once, so that driver, compiler and matrix library share its state.
"$compiler" -shared -Wl,-soname,libcuda.so.1 -Wl,-z,nodelete "$to"/objects/*.o -o "$to/libcuda.so.1.new" -ldl -pthread
mv "$to/libcuda.so.1.new" "$to/libcuda.so.1"
cp "$here"/device/*.hpp "$to/device/"
cat "$here"/device/*.hpp "$here"/host/rewrite.cpp "$here"/host/compile.cpp | cksum > "$to/device/stamp"
for name in libcuda.so libnvrtc.so libnvrtc.so.13 libcublas.so libcublas.so.13; do ln -sf libcuda.so.1 "$to/$name"; done
