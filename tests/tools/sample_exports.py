"""The export formats of the sample's seven cities: attendance and assessment files.

Each writer makes the file as the city's tool would, then `spoil`s a few rows the way real files are
spoilt: torn rows, dates that do not exist, scores off the scale, bytes that are no text.
"""

import csv
import datetime
import hashlib
import io

from sample_texts import CITIES, LANGS

DIMENSIONS = ("relevance", "effectiveness", "coherence", "sustainability", "efficiency", "impact")


def write_text(path, rows, delimiter, encoding, quoting, line_end, bom=b"", tail=""):
    """Rows as CSV; a row that is a plain string stands in the file as it is."""
    out = io.StringIO(newline="")
    rule = {"all": csv.QUOTE_ALL, "minimal": csv.QUOTE_MINIMAL}[quoting]
    writer = csv.writer(out, delimiter=delimiter, quoting=rule, lineterminator=line_end)
    for row in rows:
        if isinstance(row, str):
            out.write(row + line_end)
        else:
            writer.writerow(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bom + (out.getvalue() + tail).encode(encoding))


def spoil_bytes(path, before, after):
    """Puts bytes into the file that are no text in its encoding, once."""
    data = path.read_bytes()
    assert before in data, (path, before)
    path.write_bytes(data.replace(before, after, 1))


def visits(rng, city, events, pool, late=0.09):
    """Who stands in the city's file for which event, and whether they came. Two people of the other
    city of a shared event stand in both files. Some signed up and did not come."""
    own = set(pool)
    for event in events:
        both = event.people[:2] if len(event.cities) > 1 else []
        here = [p for p in event.people if p in own or p in both]
        if len(event.cities) == 1:
            here = event.people
        for person in here:
            yield event, person, True
        absent = [p for p in pool if p not in event.people]
        for _ in range(int(len(here) * late + rng.random())):
            yield event, absent[int(rng.random() * len(absent))], False


def evening(rng, day, hour=18):
    return datetime.datetime(day.year, day.month, day.day, hour, int(rng.random() * 60),
                             int(rng.random() * 60))


def name_in(event, lang):
    return event.texts[LANGS.index(lang)]


GENDERS = {"riga": ("sieviete", "vīrietis", "cits"), "lublin": ("Woman", "Man", "Non-binary"),
           "ravenna": ("donna", "uomo", "altro"), "cartagena": ("mujer", "hombre", "otro"),
           "dietzenbach": ("weiblich", "männlich", "divers"),
           "linkoping": ("kvinna", "man", "annat")}


def traits(city, address):
    """Gender and year of birth that a person gives: always the same, drawn from the address. A few
    leave one of them blank."""
    draw = hashlib.sha256(b"traits " + address.lower().encode()).digest()
    gender = GENDERS[city][0 if draw[0] < 138 else 1 if draw[0] < 252 else 2]
    if draw[1] < 18:
        born = 2005 + draw[2] % 6
    elif draw[1] < 38:
        born = 1940 + draw[2] % 20
    else:
        born = 1962 + draw[2] % 41
    return ["" if draw[3] < 6 else gender, "" if draw[4] < 10 else str(born)]


def ask_traits(city, head, rows, column, questions):
    """Two questions more at the end of a form; `column` holds the address."""
    width = len(head)
    head += questions
    for row in rows:
        if isinstance(row, list) and len(row) == width:
            row += traits(city, row[column])


def half_year(name):
    return name.lower()


# --- Attendance ------------------------------------------------------------------------------------


def riga(rng, folder, name, events, pool):
    """Excel, "save as CSV": windows-1257, semicolons, hours with decimal commas, Latvian heads.
    Spoilt: 31 February, a torn row, a day before the project, a byte that windows-1257 lacks, a
    doubled row; three numbers of the autumn come again, corrected, in winter."""
    head = ["Apmeklējuma Nr.", "Pasākuma kods", "Pasākums", "Datums", "Vārds", "Uzvārds", "E-pasts",
            "Loma", "Statuss", "Stundas"]
    start = 1 if name == "2021-Q4" else 501
    rows = []
    for event, person, came in visits(rng, "riga", events, pool):
        hours = ("1,5", "2,0", "2,5")[int(rng.random() * 3)] if came else ""
        role = "lektors" if rng.random() < 0.02 else "dalībnieks"
        address = person.address.upper() if rng.random() < 0.04 else person.address
        rows.append([f"R-{start + len(rows):04d}", event.id, name_in(event, "lv"),
                     event.day.strftime("%d.%m.%Y"), western(person.first), western(person.last),
                     address, role, "apmeklēja" if came else "neieradās", hours])
    path = folder / "riga" / f"dalibnieki-{half_year(name)}.csv"
    rows.insert(30, list(rows[22]))
    if name == "2022-Q1":
        for number in (17, 41, 73):
            rows.append([f"R-{number:04d}", "riga-21q4-01", "labots ieraksts", "04.10.2021", "Anna",
                         "Ozola", f"labots{number}@example.org", "dalībnieks", "neieradās", ""])
        bad = list(rows[9])
        bad[0], bad[3] = "R-0990", "31.02.2022"
        rows.insert(50, bad)
        bad = list(rows[70])
        bad[0], bad[3] = "R-0991", "17.02.2012"
        rows.insert(80, bad)
        rows.insert(111, "R-0992;riga-22q1-09;Latviešu sarunu klubs")
        bad = list(rows[120])
        bad[0], bad[4] = "R-0993", "Zane@"
        rows.insert(130, bad)
    ask_traits("riga", head, rows, 6, ["Dzimums", "Dzimšanas gads"])
    write_text(path, [head] + rows, ";", "windows-1257", "minimal", "\r\n")
    if name == "2022-Q1":
        spoil_bytes(path, b"Zane@", b"Zan\xa1")


def western(text):
    """What the Latvian code page can hold."""
    return text.encode("windows-1257", "ignore").decode("windows-1257")


def lublin(rng, folder, name, events, pool):
    """Eventbrite, attendee report: comma, UTF-8. Registered is not attended. Spoilt: a torn row, an
    invalid byte, an event date that does not exist; two attendees come again with another status."""
    head = ("Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Order Type,"
            "Currency,Total Paid,Attendee Status,Event ID,Event Name,Event Date").split(",")
    order = 3100000000 if name == "2021-Q4" else 3200000000
    rows = []
    for event, person, came in visits(rng, "lublin", events, pool, late=0.2):
        order += 1 + int(rng.random() * 9000)
        ordered = evening(rng, event.day - datetime.timedelta(days=3 + int(rng.random() * 14)), 10)
        status = "Checked In" if came else ("Attending", "Not Attending")[int(rng.random() * 2)]
        ticket = "Team" if rng.random() < 0.02 else "Free place"
        rows.append([order, ordered.strftime("%Y-%m-%d %H:%M:%S"), person.first, person.last,
                     person.address, 1, ticket, order * 3 + 1, "Free Order", "PLN", "0.00", status,
                     event.id, name_in(event, "en"), event.day.isoformat()])
    path = folder / "lublin" / f"report-{half_year(name)}.csv"
    if name == "2022-Q1":
        before = folder / "lublin" / "report-2021-q4.csv"
        for row in list(csv.reader(before.open(encoding="utf-8", newline="")))[8:10]:
            row[11] = "Not Attending"
            rows.append(row)
        rows.insert(25, list(rows[24]))
        bad = list(rows[40])
        bad[7], bad[14] = 1, "2022-02-30"
        rows.insert(44, bad)
        rows.insert(90, '3200999999,2022-02-20 10:00:00,"Jan')
        bad = list(rows[100])
        bad[2], bad[7] = "Pawe@", 2
        rows.insert(120, bad)
    ask_traits("lublin", head, rows, 4, ["Gender", "Year of birth"])
    write_text(path, [head] + rows, ",", "utf-8", "minimal", "\n")
    if name == "2022-Q1":
        spoil_bytes(path, b"Pawe@", b"Pawe\xb3")


def cluj(rng, folder, name, events, pool):
    """Google Forms, CSV download, Romanian questions; everything quoted. Somebody downloaded the
    autumn twice. Spoilt: a date outside the project, a blank event, a torn row."""
    head = ["Timestamp", "Adresă de e-mail", "Nume și prenume", "Codul evenimentului",
            "Participați ca"]
    rows = []
    for event, person, came in visits(rng, "cluj-napoca", events, pool, late=0):
        stamp = evening(rng, event.day)
        clock = f"{stamp:%Y/%m/%d} {(stamp.hour - 1) % 12 + 1}:{stamp:%M:%S} PM GMT+2"
        role = "membru al echipei" if rng.random() < 0.03 else "participant"
        address = "" if person is pool[7] else person.address
        rows.append([clock, address, f"{person.first} {person.last}", event.id, role])
    path = folder / "cluj-napoca" / f"prezenta-{half_year(name)}.csv"
    if name == "2022-Q1":
        rows.insert(12, list(rows[11]))
        bad = list(rows[40])
        bad[0] = "2002/02/18 6:41:02 PM GMT+2"
        rows.insert(41, bad)
        bad = list(rows[60])
        bad[0], bad[3] = "2022/03/01 6:02:11 PM GMT+2", ""
        rows.insert(66, bad)
        rows.append('"2022/03/25 6:05:00 PM GMT+2","atelier"')
    write_text(path, [head] + rows, ",", "utf-8", "all", "\n")
    if name == "2021-Q4":
        (path.parent / "prezenta-2021-q4 (1).csv").write_bytes(path.read_bytes())


def ravenna(rng, folder, name, events, pool):
    """Google Forms through Sheets, in Italian: dots in the time, a question over two lines. Spoilt:
    the city Atlantis, 31 February, a doubled row, a torn row."""
    head = ["Informazioni cronologiche", "Indirizzo email", "Nome e cognome", "Città",
            "Codice dell’incontro\n(vedi locandina)", "Partecipo come"]
    rows = []
    for event, person, came in visits(rng, "ravenna", events, pool, late=0):
        stamp = evening(rng, event.day)
        role = "relatrice o relatore" if rng.random() < 0.03 else "partecipante"
        city = "Ravenna" if rng.random() < 0.8 else "ravenna"
        rows.append([stamp.strftime("%d/%m/%Y %H.%M.%S"), person.address,
                     f"{person.first} {person.last}", city, event.id, role])
    path = folder / "ravenna" / f"presenze-{half_year(name)}.csv"
    if name == "2022-Q1":
        bad = list(rows[33])
        bad[0] = "31/02/2022 18.10.09"
        rows.insert(35, bad)
        bad = list(rows[52])
        bad[1], bad[3] = "nessuno@example.org", "Atlantis"
        rows.insert(57, bad)
        rows.insert(77, list(rows[76]))
        rows.insert(140, '15/03/2022 18.20.44,giulia.rossi@example.org')
    ask_traits("ravenna", head, rows, 1, ["Genere", "Anno di nascita"])
    write_text(path, [head] + rows, ",", "utf-8", "minimal", "\r\n")


def cartagena(rng, folder, name, events, pool):
    """KoboToolbox: semicolons, everything quoted, a second head row of HXL tags. Spoilt: an unknown
    city, a date outside the project, a row that was sent twice, a torn row."""
    head = ["start", "end", "Código del evento", "Municipio", "Nombre y apellido", "Correo electrónico",
            "Asiste como", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]
    tags = ["", "", "#event+code", "#adm3+name", "#contact+name", "#contact+email", "#contact+type",
            "", "", "", "", ""]
    number = 8100 if name == "2021-Q4" else 9300
    rows = []
    for event, person, came in visits(rng, "cartagena", events, pool, late=0):
        stamp = evening(rng, event.day)
        role = "equipo del proyecto" if rng.random() < 0.03 else "participante"
        number += 1
        rows.append([stamp.strftime("%Y-%m-%dT%H:%M:%S.000+01:00"),
                     (stamp + datetime.timedelta(seconds=95)).strftime("%Y-%m-%dT%H:%M:%S.000+01:00"),
                     event.id, "Cartagena", f"{person.first} {person.last}", person.address, role, number,
                     uuid(rng), stamp.strftime("%Y-%m-%dT%H:%M:%S"), "", len(rows) + 1])
    if name == "2022-Q1":
        bad = list(rows[15])
        bad[3], bad[7], bad[8] = "Atlantis", number + 1, uuid(rng)
        rows.insert(20, bad)
        bad = list(rows[30])
        bad[0], bad[7], bad[8] = "2032-02-15T18:30:00.000+01:00", number + 2, uuid(rng)
        rows.insert(31, bad)
        rows.insert(45, list(rows[44]))
        rows.insert(61, '"2022-03-03T18:11:40.000+01:00";"";"cartagena-22q1-07"')
    ask_traits("cartagena", head, rows, 5, ["Sexo", "Año de nacimiento"])
    tags += ["#contact+gender", "#contact+birth"]
    write_text(folder / "cartagena" / f"asistencia-{half_year(name)}.csv", [head, tags] + rows, ";",
               "utf-8", "all", "\n")


def uuid(rng):
    digits = "".join("0123456789abcdef"[int(rng.random() * 16)] for _ in range(32))
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def dietzenbach(rng, folder, name, events, pool):
    """Microsoft Forms in German, saved by Excel as "CSV UTF-8". Spoilt: 30 February, a torn row, a
    doubled row."""
    head = ["Id", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Veranstaltung",
            "Ich nehme teil als"]
    number = 0 if name == "2021-Q4" else 400
    rows = []
    for event, person, came in visits(rng, "dietzenbach", events, pool, late=0):
        stamp = evening(rng, event.day)
        role = "Projektteam" if rng.random() < 0.03 else "Teilnehmende"
        number += 1
        rows.append([number, stamp.strftime("%d.%m.%Y %H:%M"),
                     (stamp + datetime.timedelta(minutes=2)).strftime("%d.%m.%Y %H:%M"),
                     person.address, f"{person.first} {person.last}", event.id, role])
    if name == "2022-Q1":
        bad = list(rows[18])
        bad[0], bad[1] = 990, "30.02.2022 18:22"
        rows.insert(21, bad)
        rows.insert(30, list(rows[29]))
        rows.insert(44, "991;14.02.2022 18:40;14.02.2022 18:41")
    ask_traits("dietzenbach", head, rows, 3, ["Geschlecht", "Geburtsjahr"])
    write_text(folder / "dietzenbach" / f"anwesenheit-{half_year(name)}.csv", [head] + rows, ";", "utf-8",
               "minimal", "\r\n", bom=b"\xef\xbb\xbf")


def linkoping(rng, folder, name, events, pool):
    """LimeSurvey sign-in form: semicolons, everything quoted, a mark at the start and a blank line at
    the end. Without a submit date the form was not sent. Spoilt: a torn row, a day that is none."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "handelse", "epost", "namn", "roll"]
    number = 0 if name == "2021-Q4" else 300
    rows = []
    for event, person, came in visits(rng, "linkoping", events, pool, late=0.05):
        stamp = evening(rng, event.day)
        number += 1
        role = "personal" if rng.random() < 0.03 else "deltagare"
        rows.append([number, stamp.strftime("%Y-%m-%d %H:%M:%S") if came else "", 2 if came else 1, "sv",
                     event.id, person.address, f"{person.first} {person.last}", role])
    if name == "2022-Q1":
        bad = list(rows[12])
        bad[0], bad[1] = 980, "2022-02-31 18:00:00"
        rows.insert(14, bad)
        rows.insert(27, '"981";"2022-02-03 18:12:30";"2"')
        rows.insert(38, list(rows[37]))
    ask_traits("linkoping", head, rows, 5, ["kon", "fodelsear"])
    write_text(folder / "linkoping" / f"narvaro-{half_year(name)}.csv", [head] + rows, ";", "utf-8", "all",
               "\r\n", bom=b"\xef\xbb\xbf", tail="\r\n")


def counts_file(folder, events):
    """Dietzenbach counts heads where nobody signs in: one row an event. Spoilt: a word for a count."""
    rows = [["Veranstaltung", "Datum", "Teilnehmende", "Bemerkung"]]
    for event in sorted(events, key=lambda e: (e.day, e.id)):
        rows.append([event.id, event.day.strftime("%d.%m.%Y"), event.counted, "gezählt am Eingang"])
    rows.append(["dietzenbach-22q1-02", "20.01.2022", "viele", "ohne Zählung"])
    write_text(folder / "dietzenbach" / "zaehlungen.csv", rows, ";", "windows-1252", "minimal", "\r\n")


# --- Assessment ------------------------------------------------------------------------------------

# Share of answers 4 and 5 in the order of DIMENSIONS; None: the city did not ask.
AGREE = {"riga": (74, 57, 50, 39, 44, 66), "lublin": (81, 63, 58, 52, 47, 70),
         "cluj-napoca": (69, 61, 44, 46, 51, 58), "ravenna": (77, 72, 66, 58, 49, 73),
         "cartagena": (84, 68, 60, 55, 50, 71), "dietzenbach": (62, 49, None, 41, 38, 55),
         "linkoping": (71, 60, 62, 44, 35, 58)}
ASKED = {"riga": (118, 146), "lublin": (92, 118), "cluj-napoca": (74, 0), "ravenna": (103, 117),
         "cartagena": (26, 31), "dietzenbach": (58, 76), "linkoping": (49, 64)}
# Share of people who leave a question out or do not know, in the order of DIMENSIONS
SKIPPED = (0.02, 0.05, 0.08, 0.1, 0.14, 0.03)


def answers(rng, city, quarter, na):
    """For each respondent one answer a dimension: "1" to "5", "" or the words for "don't know"."""
    number = ASKED[city][quarter]
    columns = []
    for position, agree in enumerate(AGREE[city]):
        if agree is None:
            continue
        agree -= 0 if quarter else 2 + (position * 3 + len(city)) % 6
        skipped = round(number * SKIPPED[position])
        if city == "cartagena" and quarter and DIMENSIONS[position] == "efficiency":
            skipped = number - 4    # so few that they must be withheld
        scored = number - skipped
        top = round(scored * agree / 100)
        five = round(top * (0.24 + 0.18 * agree / 100))
        middle = round((scored - top) * 0.52)
        low = scored - top - middle
        one = round(low * 0.3)
        column = (["5"] * five + ["4"] * (top - five) + ["3"] * middle + ["2"] * (low - one) + ["1"] * one
                  + ["" if i % 2 else na for i in range(skipped)])
        columns.append(shuffled(rng, column))
    return [list(row) for row in zip(*columns)] if number else []


def shuffled(rng, items):
    """Like random.shuffle, in a way that no version of Python changes."""
    keys = [(rng.random(), i) for i in range(len(items))]
    return [items[i] for _, i in sorted(keys)]


def stamp_in(rng, first, last):
    day = first + datetime.timedelta(days=int(rng.random() * ((last - first).days + 1)))
    return evening(rng, day, 9 + int(rng.random() * 12))


def assess_riga(rng, folder, name, first, last):
    """Long: one row a dimension, heads and labels in Latvian, `4,0`. Spoilt: 7, 3,5 where only whole
    answers count, a dimension nobody knows, a torn row."""
    labels = ("Atbilstība", "Efektivitāte", "Saskaņotība", "Ilgtspēja", "Lietderība", "Ietekme")
    rows = [["Anketas Nr.", "Aizpildīta", "Dimensija", "Vērtējums"]]
    for number, given in enumerate(answers(rng, "riga", name == "2022-Q1", "nezinu")):
        sheet = f"{name[2:4]}-{number + 1:03d}"
        day = stamp_in(rng, first, last).strftime("%d.%m.%Y")
        for label, score in zip(labels, given):
            rows.append([sheet, day, label, score + ",0" if score.isdigit() else score])
    if name == "2022-Q1":
        rows.insert(60, ["22-901", "02.02.2022", labels[0], "7,0"])
        rows.insert(200, ["22-902", "03.02.2022", labels[3], "3,5"])
        rows.insert(330, ["22-903", "04.02.2022", "Mērogs", "4,0"])
        rows.insert(420, "22-904;09.02.2022")
    write_text(folder / "riga" / f"anketas-{half_year(name)}.csv", rows, ";", "windows-1257", "minimal",
               "\r\n")


def assess_lublin(rng, folder, name, first, last):
    """Google Forms, CSV download, Polish questions. Spoilt: 7, a date outside the project."""
    head = ["Timestamp"] + [f"{word} [1–5]" for word in (
        "Trafność", "Skuteczność", "Spójność", "Trwałość", "Efektywność", "Oddziaływanie")] + [
        "Co powinno się zmienić?"]
    remarks = ("", "", "", "więcej spotkań wieczorem", "dobra lokalizacja", "potrzebny tłumacz, także w soboty")
    rows = []
    for given in answers(rng, "lublin", name == "2022-Q1", "nie wiem"):
        stamp = stamp_in(rng, first, last)
        half = "AM" if stamp.hour < 12 else "PM"
        clock = f"{stamp:%Y/%m/%d} {(stamp.hour - 1) % 12 + 1}:{stamp:%M:%S} {half} GMT+1"
        rows.append([clock] + given + [remarks[int(rng.random() * len(remarks))]])
    if name == "2022-Q1":
        rows[17][3] = "7"
        rows[66][0] = "2012/02/11 6:10:09 PM GMT+1"
    write_text(folder / "lublin" / f"ankieta-{half_year(name)}.csv", [head] + rows, ",", "utf-8", "all", "\n")


def assess_cluj(rng, folder, name, first, last):
    """Google Forms in Romanian, in autumn only: nothing came for winter."""
    if name == "2022-Q1":
        return
    head = ["Timestamp", "Relevanță", "Eficacitate", "Coerență", "Sustenabilitate", "Eficiență", "Impact"]
    rows = []
    for given in answers(rng, "cluj-napoca", False, "nu știu"):
        stamp = stamp_in(rng, first, last)
        half = "AM" if stamp.hour < 12 else "PM"
        rows.append([f"{stamp:%Y/%m/%d} {(stamp.hour - 1) % 12 + 1}:{stamp:%M:%S} {half} GMT+2"] + given)
    rows[30][2] = "0"
    write_text(folder / "cluj-napoca" / f"chestionar-{half_year(name)}.csv", [head] + rows, ",", "utf-8",
               "all", "\n")


def assess_ravenna(rng, folder, name, first, last):
    """Google Forms through Sheets, Italian. Spoilt: 7, 31 February, a torn row, the city Atlantis."""
    head = ["Informazioni cronologiche", "Città", "Rilevanza", "Efficacia", "Coerenza", "Sostenibilità",
            "Efficienza", "Impatto"]
    rows = []
    for given in answers(rng, "ravenna", name == "2022-Q1", "non so"):
        rows.append([stamp_in(rng, first, last).strftime("%d/%m/%Y %H.%M.%S"), "Ravenna"] + given)
    if name == "2022-Q1":
        rows[24][4] = "7"
        rows.insert(40, ["31/02/2022 10.15.00"] + rows[39][1:])
        rows.insert(70, "08/02/2022 13.49.22,Ravenna,4")
        rows.insert(90, [rows[89][0], "Atlantis"] + rows[89][2:])
    write_text(folder / "ravenna" / f"questionario-{half_year(name)}.csv", [head] + rows, ",", "utf-8",
               "minimal", "\r\n")


def assess_cartagena(rng, folder, name, first, last):
    """KoboToolbox with a group: `Valoración/Pertinencia`. Spoilt: 9, a torn row."""
    words = ("Pertinencia", "Eficacia", "Coherencia", "Sostenibilidad", "Eficiencia", "Impacto")
    head = ["start", "end"] + [f"Valoración/{w}" for w in words] + ["_id", "_uuid", "_submission_time",
                                                                     "_index"]
    tags = ["", ""] + ["#indicator+score"] * 6 + ["", "", "", ""]
    rows = []
    for given in answers(rng, "cartagena", name == "2022-Q1", "no sé"):
        stamp = stamp_in(rng, first, last).strftime("%Y-%m-%dT%H:%M:%S")
        rows.append([stamp + ".000+01:00"] * 2 + given
                    + [5000 + len(rows) + (500 if name == "2022-Q1" else 0), uuid(rng), stamp,
                       len(rows) + 1])
    if name == "2022-Q1":
        rows[11][3] = "9"
        rows.insert(22, '"2022-02-14T11:00:00.000+01:00";"";"4"')
    write_text(folder / "cartagena" / f"valoracion-{half_year(name)}.csv", [head, tags] + rows, ";", "utf-8",
               "all", "\n")


def assess_dietzenbach(rng, folder, name, first, last):
    """Microsoft Forms: a rating grid with answers in words; coherence is not asked. Spoilt: an answer
    that is not among the five, 30 February."""
    words = ("Relevanz", "Effektivität", "Nachhaltigkeit", "Effizienz", "Wirkung")
    head = ["Id", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"] + [f"Bewertung.{w}" for w in words]
    said = {"1": "trifft nicht zu", "2": "trifft eher nicht zu", "3": "teils, teils",
            "4": "trifft eher zu", "5": "trifft voll zu"}
    rows = []
    for given in answers(rng, "dietzenbach", name == "2022-Q1", "weiß nicht"):
        stamp = stamp_in(rng, first, last)
        rows.append([len(rows) + (1 if name == "2021-Q4" else 201), stamp.strftime("%d.%m.%Y %H:%M"),
                     (stamp + datetime.timedelta(minutes=4)).strftime("%d.%m.%Y %H:%M"), "anonymous", ""]
                    + [said.get(g, g) for g in given])
    if name == "2022-Q1":
        rows[9][6] = "trifft vielleicht zu"
        rows[33][1] = "30.02.2022 11:15"
    write_text(folder / "dietzenbach" / f"umfrage-{half_year(name)}.csv", [head] + rows, ";", "utf-8",
               "minimal", "\r\n", bom=b"\xef\xbb\xbf")


def assess_linkoping(rng, folder, name, first, last):
    """LimeSurvey, wide Likert with codes A1 to A5, A6 for "don't know"; forms that were not sent have no
    submit date. Spoilt: A9, a torn row, a form that stands there twice."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp"] + [
        f"Q1[SQ{i:03d}]" for i in range(1, 7)] + ["interviewtime"]
    rows = []
    for given in answers(rng, "linkoping", name == "2022-Q1", "6"):
        stamp = stamp_in(rng, first, last).strftime("%Y-%m-%d %H:%M:%S")
        codes = ["A" + g if g else "" for g in given]
        rows.append([len(rows) + (1 if name == "2021-Q4" else 101), stamp, 3, "sv", stamp, stamp] + codes
                    + [f"{60 + rng.random() * 240:.2f}"])
    for number in range(5):
        stamp = stamp_in(rng, first, last).strftime("%Y-%m-%d %H:%M:%S")
        rows.append([len(rows) + (1 if name == "2021-Q4" else 101), "", 1, "sv", stamp, stamp, "A3", "A2", "",
                     "", "", "", "18.40"])
    if name == "2022-Q1":
        rows[6][7] = "A9"
        rows.insert(20, '"190";"2022-02-08 12:00:00";"3"')
        rows.insert(31, list(rows[30]))
    write_text(folder / "linkoping" / f"results-survey863614-{half_year(name)}.csv", [head] + rows, ";",
               "utf-8", "all", "\r\n", bom=b"\xef\xbb\xbf", tail="\r\n")


ATTENDANCES = {"riga": riga, "lublin": lublin, "cluj-napoca": cluj, "ravenna": ravenna,
               "cartagena": cartagena, "dietzenbach": dietzenbach, "linkoping": linkoping}
ASSESSMENTS = {"riga": assess_riga, "lublin": assess_lublin, "cluj-napoca": assess_cluj,
               "ravenna": assess_ravenna, "cartagena": assess_cartagena,
               "dietzenbach": assess_dietzenbach, "linkoping": assess_linkoping}
assert set(ATTENDANCES) == set(CITIES)
