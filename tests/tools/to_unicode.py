"""What codes mean, by a font's ToUnicode CMap as Pactpress writes it: lines of bfchar and of bfrange."""

import re


def meanings(cmap):
    """The CMap's bytes as {code: text}."""
    found = {}
    for line in re.findall(rb"^((?:<\w+> *)+)$", cmap, re.M):
        numbers = re.findall(rb"<(\w+)>", line)
        if len(numbers) == 2 and len(numbers[0]) == 4 and numbers != [b"0000", b"FFFF"]:
            found[int(numbers[0], 16)] = bytes.fromhex(numbers[1].decode()).decode("utf-16-be")
        if len(numbers) == 3:
            first, last, text = (int(number, 16) for number in numbers)
            found.update({code: chr(text + code - first) for code in range(first, last + 1)})
    return found
