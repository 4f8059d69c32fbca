#!/usr/bin/env python3
"""Writes the CSV exports of samples/epi as the tools of seven cities would export them.

    python3 tests/tools/make_sample.py [FOLDER]      default: samples/epi/data

The result is committed; this script tells how it came about and makes it again, byte for byte. All
people are invented: common first and last names, put together by a fixed sequence of random
numbers, with addresses under example.org and example.net. Each file carries a handful of mistakes
that real exports have; they are listed where they are made (`spoil`).
"""

import datetime
import pathlib
import random
import re
import sys
import unicodedata

sys.dont_write_bytecode = True

from sample_exports import ASSESSMENTS, ATTENDANCES, counts_file, write_text
from sample_texts import CITIES, HOSTS, KINDS, LANGS, LOCALS, NEWCOMERS, PLANS

QUARTERS = (("2021-Q4", "21q4", datetime.date(2021, 10, 4), datetime.date(2021, 12, 10)),
            ("2022-Q1", "22q1", datetime.date(2022, 1, 11), datetime.date(2022, 3, 18)))
ABROAD = ("lublin", "ravenna", "linkoping")  # cities where somebody of another city also came
POOL = {"riga": (225, 260), "lublin": (165, 190), "cluj-napoca": (115, 130), "ravenna": (200, 215),
        "cartagena": (60, 70), "dietzenbach": (95, 115), "linkoping": (105, 120)}
# How crowded a city's events are in the two quarters, against the sizes in KINDS [percent]
CROWD = {"riga": (175, 240), "lublin": (175, 205), "cluj-napoca": (130, 125), "ravenna": (160, 230),
         "cartagena": (105, 115), "dietzenbach": (150, 165), "linkoping": (125, 140)}


class Person:
    """Somebody who came: the same person has the same address in every file."""

    def __init__(self, first, last, address):
        self.first, self.last, self.address = first, last, address


class Event:
    def __init__(self, ident, day, cities, kind, texts, host=None, last=None):
        self.id, self.day, self.last = ident, day, last or day
        self.cities, self.type, self.texts, self.host = cities, kind, texts, host
        self.mode, self.count, self.planned = "onsite", "", False
        self.partners, self.link, self.evidence, self.who = "", "", "", None
        self.people = []       # who signed in
        self.counted = None    # a count in a file of its own


def ascii_of(text):
    text = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L")
    plain = unicodedata.normalize("NFKD", text)
    return re.sub("[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def make_people(rng, city, number, taken):
    people = []
    while len(people) < number:
        names = LOCALS[city] if rng.random() < 0.45 else NEWCOMERS
        first, last = (part[int(rng.random() * len(part))] for part in names)
        stem = ascii_of(first) + "." + ascii_of(last)
        taken[stem] = taken.get(stem, 0) + 1
        if taken[stem] > 1:
            stem += str(taken[stem])
        people.append(Person(first, last, stem + ("@example.org" if rng.random() < 0.7
                                                   else "@example.net")))
    return people


def make_pools(rng):
    """People per city and quarter: a good half come back, a few go to two cities."""
    taken, pools = {}, {}
    for city, (before, now) in POOL.items():
        first = make_people(rng, city, before, taken)
        stay = [p for p in first if rng.random() < 0.55]
        pools[city] = [first, stay + make_people(rng, city, now - len(stay), taken)]
    for number, city in enumerate(ABROAD):
        guests = pools["riga" if number == 0 else "cluj-napoca"][1]
        pools[city][1][3:5] = [guests[5 + number], guests[9 + number]]
    return pools


def draw(rng, pool, number):
    """Some come to everything, most once or twice: the early ones of the pool come more often."""
    weights = {p: rng.random() * (1 + 6 / (i + 10)) for i, p in enumerate(pool)}
    chosen = sorted(pool, key=lambda p: -weights[p])[:number]
    return sorted(chosen, key=lambda p: p.address)


def local_events(rng, pools):
    events, shared = [], {}
    for city, plans in PLANS.items():
        for quarter, (_, tag, first, last) in enumerate(QUARTERS):
            words = plans[quarter].split()
            span = (last - first).days
            for number, word in enumerate(words):
                kind, other, mark, amount = re.fullmatch(
                    r"([a-z]+)(?::([a-z-]+))?([=?~#]*)([~\d-]*)", word).groups()
                if other and (other, city, tag) in shared:
                    shared[other, city, tag].people += draw(rng, pools[city][quarter], 8)
                    continue
                shift = (2 * list(PLANS).index(city) + 3 * number) % 7
                day = first + datetime.timedelta(days=number * span // (len(words) - 1) + shift)
                day -= datetime.timedelta(days=max(0, day.weekday() - 4))
                district = CITIES[city][1][number % len(CITIES[city][1])]
                group, host, low, high, texts = KINDS[kind]
                event = Event(f"{city.split('-')[0]}-{tag}-{number + 1:02d}", day,
                              [city] + ([other] if other else []), group,
                              [t.format(p=district) for t in texts], host)
                event.mode = "online" if kind == "exchange" else "onsite"
                event.evidence = f"{city.split('-')[0].upper()}/{tag.upper()}/{number + 1:02d}"
                fill(rng, event, pools[city][quarter], mark, amount, low, high, CROWD[city][quarter])
                if other:
                    shared[city, other, tag] = event
                events.append(event)
    return events


def fill(rng, event, pool, mark, amount, low, high, crowd):
    if mark == "?":
        return
    if mark == "~":
        event.count = f"c. {amount}"
    elif mark.startswith("#"):
        event.counted = ("ca. " + amount.lstrip("~")) if "~" in mark + amount else amount
    else:
        number = low + int(rng.random() * (high - low + 1))
        number = int(amount) if mark == "=" else number * crowd // 100
        event.people = draw(rng, pool, number // 2 if event.mode == "online" else number)


def date(text):
    return datetime.date(*(int(n) for n in text.split("-")))


def project_events():
    """What the project's own public newsletters report."""
    everybody = list(CITIES)
    week = ("Training week in three parts: peer review meeting, training workshops, scientific committee",
            "Settimana di formazione in tre parti: revisione tra pari, laboratori e comitato scientifico",
            "Utbildningsvecka i tre delar: kollegial granskning, workshoppar och vetenskaplig kommitté",
            "Mācību nedēļa trīs daļās: savstarpējā izvērtēšana, darbnīcas un zinātniskā komiteja")
    launch = ("Launch of the city integration strategy", "Lancio della strategia di integrazione della città",
              "Startskott för stadens integrationsstrategi", "Pilsētas integrācijas stratēģijas atklāšana")
    mob = ("Launch of the city integration strategy with a flash mob",
           "Lancio della strategia di integrazione della città con un flash mob",
           "Startskott för stadens integrationsstrategi med en flashmobb",
           "Pilsētas integrācijas stratēģijas atklāšana ar zibakciju")
    riga = ("Replication workshop for Latvian municipalities, institutions and NGOs",
            "Laboratorio di replica per comuni, enti pubblici e ONG della Lettonia",
            "Spridningsworkshop för lettiska kommuner, myndigheter och ideella organisationer",
            "Pieredzes pārneses seminārs Latvijas pašvaldībām, valsts iestādēm un NVO")
    library = ("Replication workshop: the virtual library of practices",
               "Laboratorio di replica: la biblioteca virtuale delle pratiche",
               "Spridningsworkshop: det virtuella biblioteket med goda exempel",
               "Pieredzes pārneses seminārs: labās prakses virtuālā bibliotēka")
    diversity = ("Replication workshop on managing diversity",
                 "Laboratorio di replica sulla gestione della diversità",
                 "Spridningsworkshop om att leda i mångfald",
                 "Pieredzes pārneses seminārs par daudzveidības vadību")
    index = ("Replication workshop on the Intercultural Cities Index",
             "Laboratorio di replica sull’indice delle Città interculturali",
             "Spridningsworkshop om index för interkulturella städer",
             "Pieredzes pārneses seminārs par Starpkultūru pilsētu indeksu")
    meeting = ("Transnational meeting: results of the pilot actions",
               "Incontro transnazionale: i risultati delle azioni pilota",
               "Transnationellt möte: resultat av pilotinsatserna",
               "Starpvalstu sanāksme: izmēģinājuma darbību rezultāti")
    final = ("Final conference of the project", "Conferenza finale del progetto",
             "Projektets slutkonferens", "Projekta noslēguma konference")
    rows = (
        ("epi-2021-05-training-week", "2021-05-10", "2021-05-12", everybody, "training", week, "", "", "PATRIR"),
        ("epi-2021-07-launch-riga", "2021-07-01", None, ["riga"], "launch", launch, "26", "", "Creative Ideas"),
        ("epi-2021-07-launch-lublin", "2021-07-31", None, ["lublin"], "launch", mob, "", "", ""),
        ("epi-2022-01-replication-riga", "2022-01-20", None, ["riga"], "replication", riga, "43", "", "Creative Ideas"),
        ("epi-2022-02-replication-library", "2022-02-10", None, ["lublin", "cluj-napoca", "ravenna"],
         "replication", library, "", "", "PATRIR, CCB"),
        ("epi-2022-02-replication-cartagena", "2022-02-23", None, ["cartagena"], "replication", diversity,
         "", "", "ACI"),
        ("epi-2022-02-replication-index", "2022-02-28", None, ["dietzenbach", "linkoping"], "replication",
         index, "", "", "Pro Arbeit"),
        ("epi-2022-03-meeting-cartagena", "2022-03-31", "2022-04-01", everybody, "transnational", meeting,
         "", "planned", "all partners"),
        ("epi-2022-05-conference-monza", "2022-05-30", "2022-05-31", everybody, "conference", final,
         "", "planned", "all partners"),
    )
    events = []
    for ident, first, last, cities, kind, texts, count, state, partners in rows:
        event = Event(ident, date(first), cities, kind, list(texts), last=last and date(last))
        event.count, event.planned, event.partners = count, state == "planned", partners
        if cities == everybody:
            place = {"epi-2022-03-meeting-cartagena": ", Cartagena", "epi-2022-05-conference-monza": ", Monza"}
            at = place.get(ident, "")
            event.who = [t + (at.replace("Cartagena", "Kartahena").replace("Monza", "Monca")
                              if lang == "lv" else at)
                         for lang, t in zip(LANGS, ("All cities and partners", "Tutte le città e i partner",
                                                    "Alla städer och partner", "Visas pilsētas un partneri"))]
        events.append(event)
    conference = ("National conference: what the city keeps",
                  "Conferenza nazionale: che cosa resta in città",
                  "Nationell konferens: det som staden behåller",
                  "Nacionālā konference: ko pilsēta saglabās")
    for city, day in (("riga", "2022-05-12"), ("lublin", "2022-04-28"), ("cluj-napoca", "2022-05-17"),
                      ("ravenna", "2022-05-05"), ("cartagena", "2022-04-26"), ("dietzenbach", "2022-05-19"),
                      ("linkoping", "2022-05-10")):
        event = Event(f"{city.split('-')[0]}-22q2-01", date(day), [city], "conference", list(conference))
        event.planned = True
        events.append(event)
    return events


def who_of(event):
    """The Who column in four languages: cities, then partners or the host."""
    if event.who:
        return event.who
    texts = []
    for number in range(len(LANGS)):
        names = [CITIES[c][0][number] for c in event.cities]
        if event.partners:
            names.append(event.partners)
        if event.host:
            names.append(HOSTS[event.host][number])
        texts.append(", ".join(names))
    return texts


def day_text(day):
    return day.strftime("%d/%m/%Y")


def event_row(event):
    return ([event.id, day_text(event.day), day_text(event.last), ";".join(event.cities), event.partners,
             event.type, event.mode, "planned" if event.planned else "held", event.count,
             event.evidence] + who_of(event) + event.texts)


def write_events(folder, events):
    """The register, one file a year. Spoilt on purpose: an unknown city, a date that does not exist,
    a torn row, a date outside the project, a row that stands there twice."""
    head = (["id", "start", "end", "cities", "partners", "type", "mode", "state", "participants", "evidence"]
            + ["who_" + lang for lang in LANGS] + ["what_" + lang for lang in LANGS])
    for year in (2021, 2022):
        own = sorted((e for e in events if e.day.year == year), key=lambda e: (e.day, e.id))
        rows = [event_row(e) for e in own]
        if year == 2021:
            rows.insert(40, rows[12])
        else:
            late = next(e for e in events if e.id == "lublin-21q4-08")
            late.count = "140-160"      # a count that came in January replaces the December one
            rows.insert(3, event_row(late))
            wrong = list(rows[8])
            wrong[0], wrong[3] = "atlantis-22q1-01", "atlantis"
            rows.insert(20, wrong)
            wrong = list(rows[30])
            wrong[0], wrong[1] = "riga-22q1-90", "31/02/2022"
            rows.insert(33, wrong)
            wrong = list(rows[44])
            wrong[0], wrong[1], wrong[2] = "ravenna-22q1-91", "14/02/2202", "14/02/2202"
            rows.insert(48, wrong)
            rows.insert(58, rows[50][:7])
        write_text(folder / "events" / f"events-{year}.csv", [head] + rows, ",", "utf-8", "minimal", "\r\n")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "samples" / "epi" / "data"
    rng = random.Random(863614)
    pools = make_pools(rng)
    events = local_events(rng, pools) + project_events()
    for city, write in ATTENDANCES.items():
        for quarter, (name, tag, _, _) in enumerate(QUARTERS):
            own = [e for e in events if city in e.cities and e.people and e.id.split("-")[1] == tag]
            write(random.Random(1000 + quarter), folder, name, sorted(own, key=lambda e: (e.day, e.id)),
                  pools[city][quarter])
    counts_file(folder, [e for e in events if e.counted])
    for city, write in ASSESSMENTS.items():
        for quarter, (name, _, first, last) in enumerate(QUARTERS):
            write(random.Random(2000 + quarter + len(city)), folder, name, first, last)
    write_events(folder, events)


if __name__ == "__main__":
    main()
