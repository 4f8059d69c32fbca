"""Indicators of the sample project, recomputed for recompute.py: what samples/epi/pactpress.yaml and
layouts/indicators/amif-2014-2020.yaml say, written down once more."""

import datetime as dt

TYPES = {"C2.1": {"club", "workshop"}, "C2.2": {"advice"}, "C2.4": {"meeting"}}
TYPES["C2"] = set().union(*TYPES.values())
EVENTS = {"P1": {"replication"}, "P2": {"conference"}}
GENDERS = {"sieviete": "female", "Woman": "female", "donna": "female", "mujer": "female",
           "weiblich": "female", "kvinna": "female",
           "vīrietis": "male", "Man": "male", "uomo": "male", "hombre": "male", "männlich": "male",
           "man": "male",
           "cits": "nonbinary", "Non-binary": "nonbinary", "altro": "nonbinary", "otro": "nonbinary",
           "divers": "nonbinary", "annat": "nonbinary"}
# column of gender, column of the year of birth
ASKED = {"riga": ("Dzimums", "Dzimšanas gads"), "lublin": ("Gender", "Year of birth"),
         "ravenna": ("Genere", "Anno di nascita"), "cartagena": ("Sexo", "Año de nacimiento"),
         "dietzenbach": ("Geschlecht", "Geburtsjahr"), "linkoping": ("kon", "fodelsear")}
AGES = [("under_18", 0, 17), ("18_60", 18, 60), ("over_60", 61, 150)]
DECLARED = [(dt.date(2020, 1, 1), 0), (dt.date(2021, 12, 14), 3), (dt.date(2022, 3, 29), 4)]
# In force: (from, value); all of them due at the end of the project.
TARGETS = {"C2": [(None, 1200), (dt.date(2022, 1, 1), 1500)], "C2.1": [(None, 1300)],
           "C2.2": [(None, 240)], "C2.4": [(None, 400)], "C3": [(None, 7)], "P1": [(None, 4)],
           "P2": [(None, 7)]}


def traits(cells, source):
    """(gender, year of birth) as a row tells them, None where it does not."""
    place = source["files"].partition("/")[0]
    gender, birth = (cells[c].strip() for c in ASKED[place]) if place in ASKED else ("", "")
    return GENDERS[gender] if gender else None, int(birth) if birth else None


def people_of(events):
    """Of each person the first day, and the gender and year of birth that are told first."""
    people = {}
    for who, day, gender, year in sorted(
            (row for e in events for row in e.rows), key=lambda row: (row[1], row[0])):
        person = people.setdefault(who, dict(first=day, gender=None, year=None))
        person["gender"] = person["gender"] or gender
        person["year"] = person["year"] or year
    return people


def cell_of(person):
    age = person["first"].year - person["year"] if person["year"] else None
    brackets = [code for code, low, high in AGES if age is not None and low <= age <= high]
    return person["gender"] or "unknown", brackets[0] if brackets else "unknown"


def count(persons, is_open):
    if not is_open:
        return (persons, persons, "exact")
    return (persons, None, "at_least") if persons else (0, 0, "unknown")


def put_breakdown(put, code, period, cells):
    genders = [None, "female", "male", "nonbinary", "unknown"]
    ages = [None] + [a[0] for a in AGES] + ["unknown"]
    for gender in genders:
        for age in ages:
            pairs = ([f"age={age}"] if age else []) + ([f"gender={gender}"] if gender else [])
            put("persons", code, period,
                sum((gender in (None, g)) and (age in (None, a)) for g, a in cells), *pairs)


def expect_indicators(expected, events, key, first, last, start):
    def put(measure, code, period, value, *pairs):
        pairs = ", ".join([*pairs, f"indicator={code}"])
        expected.put(f"indicator.{measure}[{pairs}]", period, value)

    held = [e for e in events if e.participants() is not None and start <= e.first <= last]
    people = people_of(events)
    for code, types in TYPES.items():
        mine = [e for e in held if e.type in types]
        before = [e for e in mine if e.first < first]
        now = [e for e in mine if e.first >= first]
        old = set().union(*(e.people for e in before))
        every = set().union(*(e.people for e in mine))
        opens = [any(e.participants()[2] == "unknown" for e in part) for part in (before, now)]
        put("before", code, key, count(len(old), opens[0]))
        put("new", code, key, count(len(every - old), opens[1]))
        put("total", code, ".." + key, count(len(every), any(opens)))
        put("events", code, key, len(now))
        put("events_unlisted", code, key, sum(not e.people for e in now))
        put_breakdown(put, code, key, [cell_of(people[p]) for p in every - old])
        put_breakdown(put, code, ".." + key, [cell_of(people[p]) for p in every])
    for code, types in EVENTS.items():
        mine = [e for e in held if e.type in types]
        put("before", code, key, sum(e.first < first for e in mine))
        put("new", code, key, sum(e.first >= first for e in mine))
        put("total", code, ".." + key, len(mine))
    was, is_now = ([v for day, v in DECLARED if day < end][-1]
                   for end in (first, last + dt.timedelta(days=1)))
    put("before", "C3", key, was)
    put("new", "C3", key, is_now - was)
    put("total", "C3", ".." + key, is_now)
