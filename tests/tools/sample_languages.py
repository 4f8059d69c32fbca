#!/usr/bin/env python3
"""Makes a copy of the sample project speak 26 languages: its own four, and those of samples/languages.

    sample_languages.py PROJECT SOURCE [LAYOUT...]

PROJECT is a copy of samples/epi. The labels of samples/languages/<lang>/labels.yaml are written into its YAML
files, beside their English; the stories go into the issue of the bulletin. Then the project's own documents of
the LAYOUTs (bulletin, quarterly, newsletter) are asked for in each language, and nothing else.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import yaml

ISSUE = "content/2022-Q1-bulletin"


def step(node, key):
    """The value of a key of a mapping, or the item of a list that has it as its id, its code or its number."""
    if isinstance(node, yaml.MappingNode):
        found = [value for name, value in node.value if name.value == key]
    else:
        found = [item for i, item in enumerate(node.value, 1)
                 if key == str(i) or any(name.value in ("id", "code") and value.value == key
                                         for name, value in item.value)]
    return found[0] if found else None


def label(root, path):
    """The mapping of languages at a path such as cities.riga.name."""
    for key in path.split("."):
        root = step(root, key)
        assert root is not None, path
    return root


def write_labels(path, labels):
    source = path.read_text(encoding="utf-8")
    root = yaml.compose(source)
    additions = {}  # place in the text -> what goes there
    for lang, texts in labels.items():
        for key, text in texts.items():
            node, pair = label(root, key), f"{lang}: {json.dumps(text, ensure_ascii=False)}"
            if node.flow_style:
                additions.setdefault(node.end_mark.index - 1, []).append(", " + pair)
            else:
                line_end = "\n" + " " * node.start_mark.column
                additions.setdefault(node.start_mark.index, []).append(pair + line_end)
    for place in sorted(additions, reverse=True):
        source = source[:place] + "".join(additions[place]) + source[place:]
    path.write_text(source, encoding="utf-8")


def main():
    project, source = Path(sys.argv[1]), Path(sys.argv[2])
    layouts = sys.argv[3:] or ["bulletin", "quarterly", "newsletter"]
    folders = sorted(path for path in (source / "samples/languages").iterdir() if path.is_dir())
    labels = {folder.name: yaml.safe_load((folder / "labels.yaml").read_text(encoding="utf-8"))
              for folder in folders}
    own = {lang: {key: text for key, text in texts.items() if not key.startswith("issue.")}
           for lang, texts in labels.items()}
    issue = {lang: {key[len("issue."):]: text for key, text in texts.items() if key.startswith("issue.")}
             for lang, texts in labels.items()}
    write_labels(project / "pactpress.yaml", own)
    write_labels(project / ISSUE / "issue.yaml", issue)
    for folder in folders:
        shutil.copytree(folder, project / ISSUE / folder.name, ignore=shutil.ignore_patterns("labels.yaml"))
    langs = ", ".join(["en", "it", "sv", "lv", *labels])
    text = (project / "pactpress.yaml").read_text(encoding="utf-8")
    text = text.replace("languages: [en, it, sv, lv]", f"languages: [{langs}]")
    outputs = "".join(f"  - {{layout: {layout}, scope: project, langs: [{langs}], formats: [pdf], class: public}}\n"
                      for layout in layouts)
    text = re.sub(r"\noutputs:\n(  - [^\n]*\n)+", f"\noutputs:\n{outputs}", text)
    (project / "pactpress.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
