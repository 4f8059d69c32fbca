#!/usr/bin/env python3
"""Recomputes the figures of the sample project from its CSV files, and compares.

    recompute.py samples/epi FIGURES.csv 2022-Q1

Another program, in another language, that shares nothing with Pactpress: the csv module, fractions and
statistics of Python, and what samples/epi/pactpress.yaml says, written down once more below. It prints
`ok` and `not ok` lines; the exit status is 1 when a figure differs, is missing, or was not compared.
"""

import csv
import datetime as dt
import glob
import io
import math
import os
import re
import statistics
import sys
import unicodedata
from fractions import Fraction

sys.dont_write_bytecode = True

from recompute_indicators import expect_indicators, traits

THRESHOLD = RESPONDENTS = 5
START, END = dt.date(2020, 1, 1), dt.date(2022, 6, 30)
CITIES = ["riga", "lublin", "cluj-napoca", "ravenna", "cartagena", "dietzenbach", "linkoping"]
DIMENSIONS = ["relevance", "effectiveness", "coherence", "sustainability", "efficiency", "impact"]
NO_PERSONS = {"public", "launch", "training", "replication", "transnational", "conference"}
NOT_APPLICABLE = {
    "don't know", "non so", "vet ej", "nezinu", "nie wiem", "nu știu", "no sé", "weiß nicht", "A6"}
WORDS = {"trifft nicht zu": "1", "trifft eher nicht zu": "2", "teils, teils": "3",
         "trifft eher zu": "4", "trifft voll zu": "5"}
CODES = {f"A{k}": str(k) for k in range(1, 6)}

# Attendance: files, encoding, delimiter, form of dates, city (None: a column tells), columns.
ATTENDANCE = [
    dict(files="riga/dalibnieki-*.csv", encoding="cp1257", delimiter=";", day="%d.%m.%Y",
         city="riga", record="Apmeklējuma Nr.", event="Pasākuma kods", date="Datums",
         name=["Vārds", "Uzvārds"], email="E-pasts", role="Loma", staff={"lektors"},
         status="Statuss", attended={"apmeklēja"}, hours="Stundas"),
    dict(files="lublin/report-*.csv", encoding="utf-8-sig", delimiter=",", day="%Y-%m-%d",
         city="lublin", record="Attendee #", event="Event ID", date="Event Date",
         name=["First Name", "Last Name"], email="Email", role="Ticket Type", staff={"Team"},
         status="Attendee Status", attended={"Checked In"}),
    dict(files="cluj-napoca/prezenta-*.csv", encoding="utf-8-sig", delimiter=",", day="google",
         city="cluj-napoca", event="Codul evenimentului", date="Timestamp",
         name=["Nume și prenume"], email="Adresă de e-mail", role="Participați ca",
         staff={"membru al echipei"}),
    dict(files="ravenna/presenze-*.csv", encoding="utf-8-sig", delimiter=",",
         day="%d/%m/%Y %H.%M.%S", city=None, place="Città",
         event="Codice dell’incontro\n(vedi locandina)", date="Informazioni cronologiche",
         name=["Nome e cognome"], email="Indirizzo email", role="Partecipo come",
         staff={"relatrice o relatore"}),
    dict(files="cartagena/asistencia-*.csv", encoding="utf-8-sig", delimiter=";", day="iso",
         city=None, place="Municipio", record="_uuid", event="Código del evento", date="start",
         name=["Nombre y apellido"], email="Correo electrónico", role="Asiste como",
         staff={"equipo del proyecto"}, tags=True),
    dict(files="dietzenbach/anwesenheit-*.csv", encoding="utf-8-sig", delimiter=";",
         day="%d.%m.%Y %H:%M", city="dietzenbach", record="Id", event="Veranstaltung",
         date="Startzeit", name=["Name"], email="E-Mail", role="Ich nehme teil als",
         staff={"Projektteam"}),
    dict(files="linkoping/narvaro-*.csv", encoding="utf-8-sig", delimiter=";",
         day="%Y-%m-%d %H:%M:%S", city="linkoping", record="id", event="handelse",
         date="submitdate", name=["namn"], email="epost", role="roll", staff={"personal"},
         sent="submitdate"),
]
COUNTS = dict(files="dietzenbach/zaehlungen.csv", encoding="cp1252", delimiter=";",
              day="%d.%m.%Y", event="Veranstaltung", date="Datum", count="Teilnehmende")

# Assessments: one column per dimension, or (Riga) one row per answer.
SURVEYS = [
    dict(files="riga/anketas-*.csv", encoding="cp1257", delimiter=";", day="%d.%m.%Y",
         city="riga", date="Aizpildīta", respondent="Anketas Nr.", long=("Dimensija", "Vērtējums"),
         columns=dict(zip(["Atbilstība", "Efektivitāte", "Saskaņotība", "Ilgtspēja", "Lietderība",
                           "Ietekme"], DIMENSIONS))),
    dict(files="lublin/ankieta-*.csv", encoding="utf-8-sig", delimiter=",", day="google",
         city="lublin", date="Timestamp",
         columns=dict(zip([f"{w} [1–5]" for w in (
             "Trafność", "Skuteczność", "Spójność", "Trwałość", "Efektywność", "Oddziaływanie")],
             DIMENSIONS))),
    dict(files="cluj-napoca/chestionar-*.csv", encoding="utf-8-sig", delimiter=",", day="google",
         city="cluj-napoca", date="Timestamp",
         columns=dict(zip(["Relevanță", "Eficacitate", "Coerență", "Sustenabilitate", "Eficiență",
                           "Impact"], DIMENSIONS))),
    dict(files="ravenna/questionario-*.csv", encoding="utf-8-sig", delimiter=",",
         day="%d/%m/%Y %H.%M.%S", city=None, place="Città", date="Informazioni cronologiche",
         columns=dict(zip(["Rilevanza", "Efficacia", "Coerenza", "Sostenibilità", "Efficienza",
                           "Impatto"], DIMENSIONS))),
    dict(files="cartagena/valoracion-*.csv", encoding="utf-8-sig", delimiter=";", day="iso",
         city="cartagena", date="start", respondent="_uuid", tags=True,
         columns=dict(zip([f"Valoración/{w}" for w in (
             "Pertinencia", "Eficacia", "Coherencia", "Sostenibilidad", "Eficiencia", "Impacto")],
             DIMENSIONS))),
    dict(files="dietzenbach/umfrage-*.csv", encoding="utf-8-sig", delimiter=";",
         day="%d.%m.%Y %H:%M", city="dietzenbach", date="Startzeit", respondent="Id", words=WORDS,
         columns=dict(zip([f"Bewertung.{w}" for w in (
             "Relevanz", "Effektivität", "Nachhaltigkeit", "Effizienz", "Wirkung")],
             [d for d in DIMENSIONS if d != "coherence"]))),
    dict(files="linkoping/results-survey*.csv", encoding="utf-8-sig", delimiter=";",
         day="%Y-%m-%d %H:%M:%S", city="linkoping", date="submitdate", respondent="id",
         sent="submitdate", words=CODES,
         columns=dict(zip([f"Q1[SQ00{k}]" for k in range(1, 7)], DIMENSIONS))),
]


# --- reading ---------------------------------------------------------------------------------------

def is_summer(moment):
    """Is a moment (UTC) in the EU's summer time?"""
    def last_sunday(month):
        day = dt.datetime(moment.year, month, 31 if month in (3, 10) else 30, 1)
        return day - dt.timedelta(days=(day.weekday() + 1) % 7)
    return last_sunday(3) <= moment < last_sunday(10)


def in_brussels(moment, offset_hours):
    utc = moment - dt.timedelta(hours=offset_hours)
    return utc + dt.timedelta(hours=2 if is_summer(utc) else 1)


def read_day(text, form):
    """A date, or None when there is no such day."""
    text = text.strip()
    try:
        if form == "google":
            found = re.fullmatch(r"(.*[AP]M) GMT([+-]\d+)", text)
            moment = dt.datetime.strptime(found[1], "%Y/%m/%d %I:%M:%S %p")
            return in_brussels(moment, int(found[2])).date()
        if form == "iso":
            found = re.fullmatch(r"(.{19})\.000([+-]\d\d):00", text)
            return in_brussels(dt.datetime.fromisoformat(found[1]), int(found[2])).date()
        return dt.datetime.strptime(text, form).date()
    except (TypeError, ValueError):
        return None


def split_records(text, delimiter):
    """Rows of cells. A row goes on while its quotation marks are open; where that leads to another
    number of cells than the header has, the quotation mark is a stray one and its line stands alone."""
    lines = re.split("\r\n|\n", text)
    width, at = 0, 0
    while at < len(lines):
        length = 1
        while "\n".join(lines[at:at + length]).count('"') % 2 and at + length < len(lines):
            length += 1
        row = next(csv.reader(io.StringIO("\n".join(lines[at:at + length]), newline=""),
                              delimiter=delimiter), [])
        if length > 1 and width and len(row) != width:
            row, length = [], 1
        width = width or len(row)
        yield row
        at += length


def read_rows(folder, source):
    """Yields (bytes of the row, cells by column) of every whole row; identical files once."""
    seen = set()
    for path in sorted(glob.glob(os.path.join(folder, source["files"]))):
        with open(path, "rb") as file:
            content = file.read()
        if content in seen:
            continue
        seen.add(content)
        rows = split_records(
            content.decode(source["encoding"], errors="replace"), source["delimiter"])
        header = next(rows)
        for number, row in enumerate(rows):
            if not any(row) or (source.get("tags") and number == 0) or len(row) != len(header):
                continue
            yield (path, tuple(row)), dict(zip(header, row))


def used(cells, columns):
    return all("\ufffd" not in cells[c] for c in columns)


def fold(text):
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


def find_city(text):
    key = fold(text)
    names = {fold(c): c for c in CITIES} | {"linkoping": "linkoping", "cluj": "cluj-napoca"}
    return names.get(key)


def read_count(text):
    """(lo, hi, state); None when it is no count."""
    text = text.strip()
    if text in ("", "-"):
        return (0, 0, "unknown")
    if re.fullmatch(r"\d+", text):
        return (int(text), int(text), "exact")
    if found := re.fullmatch(r"(\d+) ?[-–] ?(\d+)", text):
        return (int(found[1]), int(found[2]), "estimated")
    if found := re.fullmatch(r"(?:c\.|ca\.|~) ?(\d+)", text):
        return (int(found[1]), int(found[1]), "estimated")
    return None


class Event:
    def __init__(self, cells, first):
        self.id = cells["id"]
        self.first = first
        self.cities = [find_city(c) for c in cells["cities"].split(";")]
        self.planned = cells["state"] == "planned"
        self.persons_count = cells["type"] not in NO_PERSONS
        self.given = read_count(cells["participants"])
        self.type = cells["type"]
        self.people, self.counts, self.minutes = set(), [], 0
        self.rows = []  # (who, day, gender, year of birth)

    def participants(self):
        if self.people:
            return (len(self.people), len(self.people), "exact")
        if self.counts:
            return add_up(self.counts)
        return None if self.planned else self.given


def read_events(folder):
    events = {}
    source = dict(files="events/*.csv", encoding="utf-8-sig", delimiter=",")
    for _, cells in read_rows(folder, source):
        first, last = (read_day(cells[c], "%d/%m/%Y") for c in ("start", "end"))
        if not first or not last or last < first or first < START or last > END:
            continue
        event = Event(cells, first)
        if None not in event.cities and event.given:
            events[event.id] = event
    return events


def identity(cells, source):
    email = cells[source["email"]].strip()
    if email and email != "anonymous":
        return "email " + fold(email)
    name = " ".join(cells[c] for c in source["name"])
    return "name " + " ".join(sorted(fold(name).split()))


def person_columns(source):
    return [source["event"], source["date"], source["email"], source["role"], *source["name"]]


def read_attendance(folder, source, events):
    records = {}
    for number, (raw, cells) in enumerate(read_rows(folder, source)):
        day = read_day(cells[source["date"]], source["day"])
        if "sent" in source and not cells[source["sent"]]:
            continue
        if not used(cells, person_columns(source)) or not day or not START <= day <= END:
            continue
        if not cells[source["event"]].strip():
            continue
        if source["city"] is None and find_city(cells[source["place"]]) is None:
            continue
        # a later row with the same record number replaces the earlier one
        records[cells[source["record"]] if "record" in source else number] = cells
    for cells in records.values():
        if "status" in source and cells[source["status"]] not in source["attended"]:
            continue
        if cells[source["role"]] in source["staff"]:
            continue
        event = events[cells[source["event"]].strip()]
        who = identity(cells, source)
        if "hours" in source and cells[source["hours"]] and who not in event.people:
            event.minutes += round(60 * float(cells[source["hours"]].replace(",", ".")))
        if who not in event.people:  # of two rows for one person at one event the second is none
            event.rows.append((who, read_day(cells[source["date"]], source["day"]),
                               *traits(cells, source)))
        event.people.add(who)


def read_counts(folder, events):
    for _, cells in read_rows(folder, COUNTS):
        count = read_count(cells[COUNTS["count"]])
        if count and read_day(cells[COUNTS["date"]], COUNTS["day"]):
            events[cells[COUNTS["event"]]].counts.append(count)


def read_score(text, source):
    """A score, "" for missing, "-" for not applicable, None for what the scale does not have."""
    text = text.strip()
    if text in NOT_APPLICABLE:
        return "-"
    text = source.get("words", {}).get(text, text).replace(",", ".")
    if text == "":
        return ""
    try:
        score = Fraction(text)
    except ValueError:
        return None
    return int(score) if score.denominator == 1 and 1 <= score <= 5 else None


def read_survey(folder, source):
    """Yields (city, day, respondent, dimension, score)."""
    seen, answers = set(), {}
    for number, (raw, cells) in enumerate(read_rows(folder, source)):
        if "sent" in source and not cells[source["sent"]]:
            continue
        respondent = cells[source["respondent"]] if "respondent" in source else number
        if "respondent" not in source:
            if raw in seen:
                continue
            seen.add(raw)
        city = source["city"] or find_city(cells[source["place"]])
        day = read_day(cells[source["date"]], source["day"])
        if city is None or day is None or not START <= day <= END:
            continue
        if "long" in source:
            what, score = source["long"]
            given = {source["columns"].get(cells[what].strip()): read_score(cells[score], source)}
        else:
            given = {d: read_score(cells[c], source) for c, d in source["columns"].items()}
        if None in given or None in given.values():
            continue
        for dimension, score in given.items():
            answers[respondent, dimension] = (city, day, score)
    for (respondent, dimension), (city, day, score) in answers.items():
        yield city, day, (source["files"], respondent), dimension, score


# --- computing -------------------------------------------------------------------------------------

def add_up(counts):
    lo = sum(c[0] for c in counts if c[2] != "unknown")
    hi = sum(c[1] for c in counts if c[2] != "unknown")
    states = {c[2] for c in counts}
    if states & {"unknown", "at_least"}:
        return (lo, None, "at_least") if lo else (0, 0, "unknown")
    return (lo, hi, "estimated" if "estimated" in states else "exact")


def unite(events):
    """Unique persons: a range where some events give only numbers."""
    people = set().union(*(e.people for e in events)) if events else set()
    numbers = [e.participants() for e in events if not e.people]
    known = [n for n in numbers if n[2] != "unknown"]
    lo = max([len(people)] + [len(e.people) for e in events] + [n[0] for n in known])
    if len(known) < len(numbers):
        return (lo, None, "at_least") if lo else (0, 0, "unknown")
    hi = len(people) + sum(n[1] for n in known)
    estimated = lo != hi or any(n[2] == "estimated" for n in known)
    return (lo, hi, "estimated" if estimated else "exact")


def half_away(value, decimals):
    scaled = abs(value) * 10 ** decimals
    whole = int(scaled + Fraction(1, 2))
    return (-1 if value < 0 else 1) * Fraction(whole, 10 ** decimals)


def hamilton(counts):
    total = sum(counts)
    exact = [Fraction(100 * c, total) for c in counts]
    shares = [int(e) for e in exact]
    order = sorted(range(len(counts)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[:100 - sum(shares)]:
        shares[i] += 1
    return shares


def quartile(marks, quarters):
    """Hyndman and Fan's definition 2, from the sorted scores themselves."""
    place = Fraction(quarters * len(marks), 4)
    ordered = sorted(marks)
    if place.denominator == 1:
        return Fraction(ordered[int(place) - 1] + ordered[int(place)], 2)
    return Fraction(ordered[int(place)])


def rounded_root_bound(middle, radicand, sign, steps):
    """middle + sign * sqrt(radicand), rounded half away to 1/steps; exact, by 40 digits and a check
    that no half step is nearer than the error."""
    digits = radicand.denominator * 10 ** 40  # a root that is a fraction is found as it is
    root = Fraction(math.isqrt(int(radicand * digits * digits)), digits)
    value = (middle + sign * root) * steps
    assert abs(value - int(value)) == Fraction(1, 2) or \
        abs(abs(value - int(value)) - Fraction(1, 2)) > Fraction(1, 10 ** 30) or radicand == 0
    return half_away(value, 0) / steps


def wilson(k, n, population):
    """In percent; z = 1.96."""
    p, z2 = Fraction(k, n), Fraction(196, 100) ** 2
    size = Fraction(n * (population - 1), population - n) if population else Fraction(n)
    middle = (p + z2 / 2 / size) / (1 + z2 / size)
    inside = z2 * (p * (1 - p) / size + z2 / 4 / size ** 2) / (1 + z2 / size) ** 2
    return [100 * rounded_root_bound(middle, inside, sign, 100) for sign in (-1, 1)]


STUDENT = {29: 2045, 30: 2042, 40: 2021, 60: 2000, 80: 1990, 100: 1984, 120: 1980, 1000: 1962}


def student_interval(marks, population, scale=(1, 5)):
    n = len(marks)
    t = Fraction(STUDENT[max(f for f in STUDENT if f < n)], 1000)
    variance = statistics.variance([Fraction(m) for m in marks])
    if population:
        variance *= 1 - Fraction(n, population)
    mean = Fraction(sum(marks), n)
    return [min(max(rounded_root_bound(mean, t * t * variance / n, sign, 10), scale[0]), scale[1])
            for sign in (-1, 1)]


class Expected:
    """What figures.csv should say: (address, period) -> (lo, hi, state); None: no value."""

    def __init__(self):
        self.figures = {}

    def put(self, address, period, value):
        if isinstance(value, (int, Fraction)):
            value = (value, value, "exact")
        self.figures[address, period] = value


def address(measure, city, *pairs):
    parts = ([f"city={city}"] if city else []) + list(pairs)
    return measure + (f"[{', '.join(parts)}]" if parts else "")


def expect_events(expected, events, period, first, last, now_first):
    for city in [None] + CITIES:
        inside = [e for e in events if (city is None or city in e.cities)
                  and first <= e.first <= last]
        held = [e for e in inside if e.participants() is not None]
        expected.put(address("events.held", city), period, len(held))
        expected.put(address("events.shared", city), period,
                     sum(len(e.cities) > 1 for e in held))
        expected.put(address("attendance.attendances", city), period,
                     add_up([e.participants() for e in held] + [(0, 0, "exact")]))
        expected.put(address("attendance.persons", city), period,
                     unite([e for e in held if e.persons_count]))
        if now_first == first:
            planned = [e for e in events if (city is None or city in e.cities)
                       and e.participants() is None and e.first >= first]
            expected.put(address("events.planned", city), period, len(planned))
    for event in events:
        count = event.participants()
        if count is not None and first <= event.first <= last:
            expected.put(f"event.participants[event={event.id}]", period, count)
        elif count is None and first == now_first and event.first >= first:
            expected.put(f"event.participants[event={event.id}]", period, (0, 0, "not_assessed"))


def expect_new(expected, events, period, first, last):
    for city in [None] + CITIES:
        mine = [e for e in events if (city is None or city in e.cities) and e.persons_count
                and e.participants() is not None and e.first >= START]
        before = [e for e in mine if e.first < first]
        now = [e for e in mine if first <= e.first <= last]
        expected.put(address("attendance.persons_before", city), period, unite(before))
        old = set().union(*(e.people for e in before))
        fresh = len(set().union(*(e.people for e in now)) - old)
        numbers = [e.participants() for e in now if not e.people]
        if any(n[2] == "unknown" for n in numbers):
            value = (fresh, None, "at_least") if fresh else (0, 0, "unknown")
        else:
            hi = fresh + sum(n[1] for n in numbers)
            value = (fresh, hi, "exact" if hi == fresh else "estimated")
        expected.put(address("attendance.new_persons", city), period, value)


def expect_spread(put, marks, persons):
    """persons: (lo, hi, state) of the same city and period."""
    put("quartile1", half_away(quartile(marks, 1), 1))
    put("quartile3", half_away(quartile(marks, 3), 1))
    population = persons[0] if persons[2] == "exact" and persons[0] >= len(marks) else None
    if len(marks) < 10 or population == len(marks):
        return
    low, high = wilson(sum(m >= 4 for m in marks), len(marks), population)
    put("share_top_from", low)
    put("share_top_to", high)
    if len(marks) >= 30:
        low, high = student_interval(marks, population)
        put("mean_from", low)
        put("mean_to", high)


def expect_question(expected, period, city, dimension, scores):
    def put(measure, value, *more):
        where = address("assessment." + measure, city, "framework=dac", f"dimension={dimension}",
                        *more)
        expected.put(where, period, value)

    marks = [s for s in scores if isinstance(s, int)]
    put("n", len(marks))
    put("missing", scores.count(""))
    put("not_applicable", scores.count("-"))
    counts = [marks.count(k) for k in range(1, 6)]
    for k in range(1, 6):
        put("answers", counts[k - 1], f"answer={k}")
    if not marks:
        return
    shares = hamilton(counts)
    for k in range(1, 6):
        put("share", shares[k - 1], f"answer={k}")
    put("share_low", shares[0] + shares[1])
    put("share_neutral", shares[2])
    put("share_high", shares[3] + shares[4])
    put("share_top", shares[3] + shares[4])
    put("median", half_away(statistics.median(Fraction(m) for m in marks), 1))
    put("mean", half_away(Fraction(sum(marks), len(marks)), 1))
    expect_spread(put, marks, expected.figures[address("attendance.persons", city), period])
    if city is None:
        means = [expected.figures.get((address(
            "assessment.mean", c, "framework=dac", f"dimension={dimension}"), period))
            for c in CITIES]
        means = [m[0] for m in means if m]
        if len(means) >= 2:
            put("mean_of_cities", half_away(sum(means) / len(means), 1))


def expect_assessment(expected, answers, period, first, last):
    inside = [a for a in answers if first <= a[1] <= last]
    for city in CITIES + [None]:  # the project's mean of cities comes after theirs
        mine = [a for a in inside if city is None or a[0] == city]
        where = address("assessment.respondents", city, "framework=dac")
        if not mine:
            expected.put(where, period, (0, 0, "unknown"))
            continue
        expected.put(where, period, len({a[2] for a in mine if isinstance(a[4], int)}))
        for dimension in DIMENSIONS:
            scores = [a[4] for a in mine if a[3] == dimension]
            if scores:
                expect_question(expected, period, city, dimension, scores)
            else:
                expected.put(
                    address("assessment.n", city, "framework=dac", f"dimension={dimension}"),
                    period, (0, 0, "not_assessed"))


def quarter(key):
    year, number = int(key[:4]), int(key[-1])
    first = dt.date(year, 3 * number - 2, 1)
    last = dt.date(year + number // 4, 3 * number % 12 + 1, 1) - dt.timedelta(days=1)
    return first, last


def compute(folder, key):
    events = read_events(folder)
    for source in ATTENDANCE:
        read_attendance(folder, source, events)
    read_counts(folder, events)
    answers = [a for source in SURVEYS for a in read_survey(folder, source)]
    expected = Expected()
    first, last = quarter(key)
    before = f"{first.year - (first.month == 1)}-Q{(first.month // 3 - 1) % 4 + 1}"
    for period in (before, key):
        expect_events(expected, events.values(), period, *quarter(period), first)
        expect_assessment(expected, answers, period, *quarter(period))
    expect_events(expected, events.values(), ".." + key, START, last, None)
    expect_new(expected, events.values(), key, first, last)
    expect_indicators(expected, events.values(), key, first, last, START)
    riga = [e for e in events.values() if "riga" in e.cities and first <= e.first <= last]
    minutes = half_away(Fraction(sum(e.minutes for e in riga), 60), 1)
    expected.put("attendance.hours[city=riga]", key, (minutes, None, "lower end"))
    return expected.figures


# --- comparing -------------------------------------------------------------------------------------

def read_value(text):
    """The low and the high end; hi None: open."""
    lo, dots, hi = text.partition("..")
    return Fraction(lo), Fraction(hi) if hi else (None if dots else Fraction(lo))


def is_small(value):
    lo, hi, _ = value
    return lo < THRESHOLD and (hi is None or hi > 0)


def counts_persons(name):
    if name.startswith("indicator."):
        return "indicator=C2" in name and "events" not in name
    return name.startswith(("event.", "attendance.")) and "hours" not in name


def judge(name, value, row):
    """Why a row differs from what was computed, or None."""
    lo, hi, state = value
    if row["state"] == "suppressed":
        if row["value"] or row["n"]:
            return "a suppressed figure has a value or n"
        return None
    if counts_persons(name) and state in ("exact", "estimated", "at_least") \
            and is_small(value):
        return "a small count is printed"
    if name.startswith("assessment.n[") and state == "exact" and 0 < lo < RESPONDENTS:
        return "few respondents are printed"
    if state == "lower end":
        return None if read_value(row["value"])[0] == lo else f"{row['value']}, not {float(lo)}"
    if state in ("unknown", "not_assessed"):
        return None if row["state"] == state else f"{row['state']}, not {state}"
    if row["state"] != state:
        return f"{row['state']} {row['value']}, not {state} {lo}..{hi}"
    if read_value(row["value"]) != (lo, hi):
        return f"{row['value']}, not {lo}..{hi}"
    return None


SPREAD = re.compile(
    r"assessment\.(quartile[13]|(share_top|mean)_(from|to)|mean_of_cities|response_rate)\[(.*)\]")


def may_be_silent(name, period, rows):
    """Has a figure that stands aside no row because something that it is computed from is withheld?"""
    found = SPREAD.match(name)
    if not found:
        return False
    where = found[4]
    bases = [f"assessment.n[{where}]", f"assessment.answers[{where}, answer=1]"]
    if found[1] == "response_rate":
        bases = [f"assessment.respondents[{where}]"]
    if found[2] or found[1] == "response_rate":
        city = where.partition(", ")[0] if where.startswith("city=") else ""
        bases.append("attendance.persons" + (f"[{city}]" if city else ""))
    if found[1] == "mean_of_cities":
        bases += [f"assessment.mean[city={c}, {where}]" for c in CITIES]
    return any(rows[b, period]["state"] == "suppressed" for b in bases if (b, period) in rows)


def judge_hidden(rows, figures):
    """Withheld without need? What is not small keeps something small company: an event in one of its
    cities, the same question in another city."""
    hidden = {k for k, r in rows.items() if r["state"] == "suppressed"}
    events = {k: figures[k] for k in hidden & figures.keys() if k[0].startswith("event.")}
    small_events = {(city_of(name), period) for (name, period), value in events.items()
                    if is_small(value)}
    ns = {k: figures[k] for k in hidden & figures.keys() if k[0].startswith("assessment.n[")}
    small_ns = {(name.partition("dimension")[2], period) for (name, period), value in ns.items()
                if 0 < value[0] < RESPONDENTS}
    for (name, period), value in events.items():
        if not is_small(value) and (city_of(name), period) not in small_events:
            yield name, period
    for (name, period), value in ns.items():
        if (name.partition("dimension")[2], period) not in small_ns:
            yield name, period
    company = sum(not is_small(value) for value in events.values())
    if company > len(events) - company:
        yield "more events than keep small ones company", ""


def city_of(name):
    """Of an event of the sample, whose id begins with its city's."""
    return name.partition("=")[2].partition("-22q")[0].partition("-21q")[0]


# Compared elsewhere: shapes.py recomputes what is said beside a figure, check_candidate.py and funder.sh look at
# rows, files, coverage and time; what others counted is taken over. A new measure is recomputed here or named.
ELSEWHERE = re.compile(
    r"attendance\.(hours|persons_change)|assessment\.(response_rate|share_top_change)|.*\.(target|expected|of_target)"
    r"|(coverage|files|rows|figures|project|atlas|oecd|intercultural_cities|strategies)\..*")


def main():
    global THRESHOLD, RESPONDENTS
    folder, path, key = sys.argv[1:4]
    restricted = os.path.basename(os.path.dirname(os.path.dirname(path))) == "restricted"
    if restricted:  # exact and small: nothing is withheld from the funder
        THRESHOLD = RESPONDENTS = 0
    with open(path, encoding="utf-8", newline="") as file:
        rows = {(r["address"], r["period"]): r for r in csv.DictReader(file)}
    figures = {at: value for at, value in compute(os.path.join(folder, "data"), key).items()
               if restricted or not at[0].startswith("indicator.persons")}
    measures = {name.partition("[")[0] for name, _ in figures} - {"attendance.hours"}
    for name, period in figures:  # and what stands aside must not be printed beside a withheld base
        if (name, period) in rows and may_be_silent(name, period, rows):
            print(f"not ok {name} of {period}: it is printed, and its base is withheld")
            sys.exit(1)
    bad, compared, printed = 0, 0, 0
    for (name, period), value in figures.items():
        row = rows.get((name, period))
        if row is None and may_be_silent(name, period, rows):
            continue
        why = "there is no such figure" if row is None else judge(name, value, row)
        compared += 1
        printed += row is not None and row["value"] != ""
        if why:
            bad += 1
            print(f"not ok {name} of {period}: {why}")
    for name, period in [at for at, row in rows.items() if row["state"] == "suppressed"] \
            if restricted else judge_hidden(rows, figures):
        bad += 1
        print(f"not ok {name} of {period}: it is withheld without need")
    for (name, period), row in rows.items():
        if row["measure"] in measures and row["value"] and (name, period) not in figures:
            bad += 1
            print(f"not ok {name} of {period}: {row['value']} was not recomputed")
    for measure in sorted({row["measure"] for row in rows.values()} - measures):
        if not ELSEWHERE.fullmatch(measure):
            bad += 1
            print(f"not ok {measure}: nothing recomputes this measure")
    if not bad and printed > 1000:
        print(f"ok {compared} figures recomputed, {printed} of them printed")
    elif not bad:
        bad = 1
        print(f"not ok recompute: only {printed} figures have a value")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
