#!/usr/bin/env bash
# Makes the fonts in theme/fonts/ from the npm packages named below. Needs npm, and Python with fonttools and brotli.
# They are kept in the repository: run this to add characters, such as those of a new Chinese term in the glossary.
set -euo pipefail
fonts=$(realpath "$(dirname "$0")")/fonts
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @expo-google-fonts/source-serif-4@0.4.1 @expo-google-fonts/noto-serif-sc@0.4.3 source-code-pro@2.42.0 dejavu-fonts-ttf@2.37.3

# Latin, Greek, punctuation, super- and subscripts, arrows, mathematical signs.
text=U+0020-007E,U+00A0-017F,U+0302,U+0370-03FF,U+2000-206F,U+2070-209F,U+20AC,U+2100-214F,U+2190-21FF,U+2200-22FF,U+2713
# What the code's comments and its printed tables need besides: raised and lowered letters, frames and blocks.
code=$text,U+02B0-02FF,U+1D00-1DBF,U+2300-23FF,U+2500-259F,U+27E8-27E9

subset() { pyftsubset "$1" --unicodes="$3" --layout-features+=tnum,lnum,pnum --flavor=woff2 --output-file="$fonts/$2.woff2"; }
serif=node_modules/@expo-google-fonts/source-serif-4
subset $serif/400Regular/SourceSerif4_400Regular.ttf source-serif-4-regular "$text"
subset $serif/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf source-serif-4-italic "$text"
subset $serif/600SemiBold/SourceSerif4_600SemiBold.ttf source-serif-4-semibold "$text"

# "Source" is a reserved name: a changed version of that font must have another.
mono=node_modules/source-code-pro/TTF/SourceCodePro-Regular.ttf
python3 - $mono mono.ttf <<'PYTHON'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
names = font["name"]
names.names = [n for n in names.names if n.nameID in (0, 13, 14)]
for number, text in {1: "Gradus Mono", 2: "Regular", 3: "Gradus Mono Regular", 4: "Gradus Mono", 6: "GradusMono-Regular"}.items():
    names.setName(text, number, 3, 1, 0x409)
font.save(sys.argv[2])
PYTHON
subset mono.ttf gradus-mono-regular "$code"

# The signs that the other two lack.
missing=$(python3 - $mono node_modules/dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf <<'PYTHON'
import sys
from fontTools.ttLib import TTFont
has, offers = (set(TTFont(f).getBestCmap()) for f in sys.argv[1:])
wanted = [*range(0x2B0, 0x2FF), *range(0x1D2C, 0x1D6B), 0x1D9C, 0x1DBB, 0x1DBF, *range(0x2070, 0x209D), *range(0x2190, 0x2300),
          *range(0x2308, 0x230C), 0x2713, 0x2717, 0x27E8, 0x27E9]
print(",".join(f"U+{c:04X}" for c in wanted if c in offers - has))
PYTHON
)
subset node_modules/dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf dejavu-sans-mono-symbols "$missing"

# The Chinese characters that the pages hold; a test compares the list with the pages.
cat "$fonts"/../../src/*.md | python3 -c '
import sys
print("".join(sorted({c for c in sys.stdin.read() if 0x3000 <= ord(c) <= 0x9FFF or 0xFF00 <= ord(c) <= 0xFFEF})))' \
    > "$fonts"/noto-serif-sc-terms.txt
pyftsubset node_modules/@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf \
    --text-file="$fonts"/noto-serif-sc-terms.txt --flavor=woff2 --output-file="$fonts"/noto-serif-sc-terms.woff2
