#!/usr/bin/env bash
# The JSON Schemas that editors complete and check with, judged by an independent validator
# (python3-jsonschema): they are schemas, every YAML file that we ship fits, and mistakes do not.
cd "$(dirname "$0")/../.." || exit 1

/usr/bin/python3 - <<'PYTHON'
import copy, glob, json, os, re, sys
import jsonschema, yaml

class Loader(yaml.SafeLoader):
    """YAML 1.2 core: no dates, no yes/no, as editors and Pactpress read it."""

Loader.yaml_implicit_resolvers = {}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])

def load(path):
    with open(path, encoding="utf-8") as file:
        return keyed(yaml.load(file, Loader))

def keyed(value):
    """Keys as texts, which is what a schema knows."""
    if isinstance(value, dict):
        return {str(key): keyed(item) for key, item in value.items()}
    return [keyed(item) for item in value] if isinstance(value, list) else value

def verdict(name, problem):
    print(f"not ok schema-{name}: {problem}" if problem else f"ok schema-{name}")

schemas = {}
for path in sorted(glob.glob("layouts/schema/*.json")):
    name = os.path.basename(path)[:-5]
    try:
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        schemas[name] = jsonschema.Draft7Validator(schema)
        verdict("is-one-" + name, None)
    except Exception as error:
        verdict("is-one-" + name, str(error).splitlines()[0])

def problem(kind, value):
    error = next(iter(sorted(schemas[kind].iter_errors(value), key=str)), None)
    return error and f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"

def accepts(kind, paths):
    for path in paths:
        try:
            verdict("accepts-" + path, problem(kind, load(path)))
        except Exception as error:
            verdict("accepts-" + path, " ".join(str(error).split()))
    if not paths:
        verdict("accepts-" + kind, "there is no file to check")

accepts("project", ["samples/epi/pactpress.yaml", "tests/data/project/good/pactpress.yaml"])
accepts("layout", sorted(glob.glob("layouts/*.yaml")))
accepts("preset", sorted(glob.glob("layouts/presets/*.yaml")))
accepts("catalog", sorted(glob.glob("layouts/strings/*.yaml")))
accepts("issue", sorted(glob.glob("samples/epi/content/*/issue.yaml")))
accepts("source", ["tests/data/project/good/sources/events.yaml"])
matter = {}
for path in sorted(glob.glob("samples/epi/content/*/*/*.md")):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.startswith("---\n"):
        matter[path] = keyed(yaml.load(text.split("\n---\n")[0][4:], Loader))
wrong = [f"{path} {problem('front-matter', value)}" for path, value in matter.items() if problem("front-matter", value)]
verdict("accepts-front-matter", wrong[0] if wrong else None if matter else "there is no story")

good = load("tests/data/project/good/pactpress.yaml")
def refuses(name, change):
    value = copy.deepcopy(good)
    change(value)
    verdict("refuses-" + name, None if problem("project", value) else "the schema accepts it")

refuses("unknown-key", lambda p: p.update(privcy={"threshold": 5}))
refuses("nested-unknown-key", lambda p: p["cities"][0].update(nmae="x"))
refuses("missing-key", lambda p: p.pop("timezone"))
refuses("wrong-type", lambda p: p.update(cities="riga"))
refuses("out-of-range", lambda p: p.update(privacy={"threshold": 2}))
refuses("wrong-choice", lambda p: p.update(number_style="us"))
refuses("wrong-id", lambda p: p["cities"][0].update(id="Riga"))
refuses("wrong-date", lambda p: p["project"].update(start="1 May 2021"))
refuses("wrong-language", lambda p: p.update(languages=["english"]))
refuses("wrong-field", lambda p: p["sources"][0]["columns"].update(emial="E"))
refuses("wrong-kind", lambda p: p["sources"][0].update(kind="atendance"))
refuses("wrong-address", lambda p: p["targets"][0].update(figure="Persons reached"))
PYTHON
