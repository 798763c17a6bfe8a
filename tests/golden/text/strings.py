"""Texts of every kind: scripts, spaces, numbers, contractions, control characters."""

import random

PLAIN = [
    "", " ", "  ", "   ", "\n", "\n\n", " \n ", "\t", "\r\n", "a", " a", "a ", "  a", "a  b", "a   b ", "I'm", "I'M",
    "we're they've she'd he'll can't it's rock'n'roll", "'s", "''s", "'", "' s", " 's", "x's's", "don''t", "l'été",
    "To be, or not to be: that is the question.", "BUCKINGHAM:\nMy lord, stand back!\n", "GLOUCESTER:\n\n\nWhat?",
    "3.14159", "1,000,000 €", "10 000", "x2", "2x", "4:30pm", "MMXXVI", "½ ² Ⅷ ①", "٣٤٥", "१२३", "一二三4五",
    "白日依山盡，黃河入海流。", "欲窮千里目\n更上一層樓", "こんにちは世界", "안녕하세요", "สวัสดีชาวโลก", "שלום עולם", "مرحبا بالعالم",
    "Привет, мир!", "Γειά σου Κόσμε", "नमस्ते दुनिया", "Ça va ? Où est l'hôtel ? Très bien !", "naïve façade cœur",
    "e\u0301te\u0301", "Ångström A\u030angstro\u0308m", "ﬁne ﬂow", "ŁÓDŹ łódź", "ẞß", "İstanbul ıI", "Ǆ ǅ ǆ",
    "a\u00a0b", "a\u00a0\u00a0b", "\u00a0a", "a\u2003b", "a\u200bb", "a\u3000b", "a\u202f!", "a\u2028b\u2029c", "\ufeffa",
    "a\u0000b", "\u0001\u0002", "a\u007fb", "\u0085a", "a\u001cb\u001fc", "\u00ad-", "soft\u00adhyphen", "\x1b[0m",
    "...", "?!?!", "a.b,c;d", "(a) [b] {c} <d>", "#hash @at $5 %6 ^7 &8 *9", "a_b __init__", "C:\\path\\file", "https://ex.org/?a=1&b=2",
    "if x == 1:\n    return  x\n\telse:\n", "    four", "tab\tbed", "trailing   ", "\n  lead", "a \n b", "a\n \nb", "x \t y",
    "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababab", "hahahahaha", "zzz", "the the the the", "THE The tHE", "–—―‐‑", "“quoted” ‘so’",
    "→ ∑ ∞ ≠ √2", "♥ ☂", "\U0001d400\U0001d7d9", "\U00020000\U0002a6d6", "\ue000", "\uffff", "\U0010ffff", "Ⓐ ⓩ 🄰", "ªº",
]


def varied():
    """The plain ones, pairs of them, and random mixtures of their characters."""
    chance = random.Random(7)
    texts = list(PLAIN)
    for _ in range(60):
        a, b = chance.choice(PLAIN), chance.choice(PLAIN)
        texts.append(a + chance.choice(["", " ", "  ", "\n", "'", "-"]) + b)
    letters = sorted({c for text in PLAIN for c in text})
    for length in [1, 2, 3, 5, 8, 13, 21, 34] * 12:
        texts.append("".join(chance.choice(letters) for _ in range(length)))
    return texts
