#!/usr/bin/env python3
"""Writes files as they really come, has `pactpress inspect --json` read them, and compares with what went
in, and with what Python's csv module reads under the dialect that was found.

    check_inspect.py encodings|dialects|spectrum|messy|duckdb PACTPRESS FOLDER

Prints `ok NAME` and `not ok NAME: why` lines. All names and texts are invented."""
import csv
import io
import json
import os
import subprocess
import sys

# Header and rows as people of each country write them.
TEXTS = {
 'pl':('Imię;Nazwisko;Miasto;Uwagi\n',['Łukasz;Wójcik;Łódź;żadne uwagi','Małgorzata;Dąbrowska;Gdańsk;bardzo się podobało','Zbigniew;Święty;Wrocław;ćwiczenia były świetne']),
 'cs':('Jméno;Příjmení;Město\n',['Jiří;Dvořák;Plzeň','Božena;Němcová;Česká Třebová','Matěj;Žižka;Tábor','Šárka;Kůrková;Ústí nad Labem']),
 'hu':('Név;Város;Megjegyzés\n',['Kovács Ágnes;Győr;nagyon tetszett a műhely','Nagy Ödön;Székesfehérvár;köszönjük szépen','Tóth Éva;Pécs;jövőre is eljövök']),
 'ro':('Prenume;Nume;Oraș\n',['Ștefan;Țepeș;Iași','Ioana;Mureșan;Timișoara','Mihăiță;Brânză;Târgu Mureș']),
 'ro_c':('Prenume;Nume;Oraş\n',['Ştefan;Ţepeş;Iaşi','Ioana;Mureşan;Timişoara','Mihăiţă;Brânză;Târgu Mureş']),
 'bg':('Име;Град;Бележки\n',['Иван Петров;София;всичко беше чудесно','Мария Иванова;Пловдив;много полезно','Георги Димитров;Варна;благодаря']),
 'ru':('Имя;Город;Примечания\n',['Иван Петров;Рига;всё было хорошо','Мария Смирнова;Даугавпилс;очень полезно','Сергей Кузнецов;Лиепая;спасибо']),
 'uk':("Ім'я;Місто;Примітки\n",['Олена Шевченко;Київ;дуже корисно','Їжакевич Іван;Львів;дякую','Євген Ґава;Одеса;усе було добре']),
 'de':('Vorname;Straße;Bemerkung\n',['Jürgen;Königstraße;schöne Veranstaltung','Bärbel;Müllerweg;über die Maßen gut','Günther;Fußgasse;hätte länger dauern können']),
 'fr':('Prénom;Ville;Remarque\n',['Hélène;Besançon;très intéressant','Benoît;Orléans;à refaire','François;Nîmes;où est le prochain atelier ?']),
 'es':('Nombre;Ciudad;Observación\n',['José Núñez;Cartagena;me gustó la sesión','Íñigo Muñoz;Málaga;¿habrá más talleres?','Lucía Peña;Logroño;mañana también']),
 'sv':('Förnamn;Ort;Anmärkning\n',['Åsa;Linköping;mycket lärorikt på kvällen','Björn;Växjö;Vi ses nästa gång','Märta;Malmö;för långt']),
 'pt':('Nome;Cidade;Observação\n',['João;São Paulo;ótima sessão','Conceição;Évora;não houve intervalo','Inês;Guimarães;gostei da organização']),
 'fi':('Nimi;Paikka;Huomio\n',['Päivi Hämäläinen;Jyväskylä;työpaja oli hyvä','Jörö Äijälä;Seinäjoki;lisää tällaista','Mäkinen Väinö;Hyvinkää;kiitos']),
 'el':('Όνομα;Πόλη;Σχόλια\n',['Γιώργος Παπαδόπουλος;Αθήνα;πολύ ωραίο εργαστήριο','Ελένη Άννου;Θεσσαλονίκη;ευχαριστώ','Νίκος;Πάτρα;άλλη μία φορά']),
 'tr':('Ad;Şehir;Açıklama\n',['Ayşe Yılmaz;İstanbul;çok güzel bir atölye','Oğuz Çelik;İzmir;teşekkür ederim','Gülşah Ünal;Muğla;ışık yetersizdi']),
 'lv':('Vārds;Pilsēta;Piezīmes\n',['Jānis Bērziņš;Rīga;ļoti labi','Līga Kļaviņa;Ķekava;paldies par nodarbību','Ģirts Ūdris;Jēkabpils;vajadzētu biežāk šādus čempionātus']),
 'lt':('Vardas;Miestas;Pastabos\n',['Jūratė Žukauskienė;Šiauliai;ačiū už užsiėmimą','Šarūnas Čepaitis;Panevėžys;labai gerai','Rūta;Klaipėda;įdomu buvo']),
 'et':('Nimi;Linn;Märkus\n',['Tõnu Õunapuu;Pärnu;väga hea töötuba','Külli Mägi;Võru;aitäh','Jüri Žukov;Šveits;üks kord veel']),
 'ar':('الاسم;المدينة;ملاحظات\n',['محمد أحمد;ريغا;كانت الورشة مفيدة','فاطمة علي;دمشق;شكرا جزيلا','يوسف خليل;حلب;أريد المزيد']),
 'da':('Navn;By;Note\n',['Søren Kjær;Århus;meget lærerigt på aftenen','Åse Bjørn;Tønder;kom gerne igen','Jørgen Nørgård;Næstved;for lang tid']),
 'it':('Nome;Città;Commento\n',['Niccolò;Forlì;è stato utile, perché così si capisce','Già;Cantù;più incontri','Noè;Mondovì;la qualità è buona']),
 'mt':('Isem;Belt;Kumment\n',['Ġużeppi;Ħamrun;tajjeb ħafna','Ċensu;Żebbuġ;grazzi','Marija;Għarb;iżjed drabi']),
 'hr':('Ime;Grad;Napomena\n',['Đurđa Šimić;Čakovec;vrlo korisno','Željko Ćorić;Šibenik;hvala','Nikša;Požega;još jednom']),
 'sl':('Ime;Mesto;Opomba\n',['Žiga Šušteršič;Škofja Loka;zelo koristno','Špela Čeh;Krško;hvala','Jože;Črnomelj;še enkrat']),
 'sk':('Meno;Mesto;Poznámka\n',['Ľudovít Štúr;Žilina;veľmi užitočné','Ján Kráľ;Piešťany;ďakujem','Žofia Ďuricová;Košice;ešte raz prosím']),
}

# Encodings that hold the text. UTF-8 and UTF-16, with and without a mark, are tried with all.
ENCODINGS = {'pl':['cp1250','iso8859-2'],'cs':['cp1250','iso8859-2'],'hu':['cp1250','iso8859-2'],'ro_c':['cp1250','iso8859-2'],'ro':['iso8859-16'],
 'hr':['cp1250','iso8859-2'],'sl':['cp1250','iso8859-2'],'sk':['cp1250','iso8859-2'],
 'bg':['cp1251','iso8859-5'],'ru':['cp1251','koi8-r','iso8859-5'],'uk':['cp1251','koi8-u'],
 'de':['cp1252','mac-roman','iso8859-15'],'fr':['cp1252','mac-roman'],'es':['cp1252','mac-roman'],'sv':['cp1252','mac-roman'],'pt':['cp1252','mac-roman'],'fi':['cp1252','mac-roman','iso8859-15'],'da':['cp1252','mac-roman'],'it':['cp1252','mac-roman'],
 'el':['cp1253','iso8859-7'],'tr':['cp1254','iso8859-9'],'lv':['cp1257','iso8859-13'],'lt':['cp1257','iso8859-13','iso8859-4'],'et':['cp1257','iso8859-15'],'ar':['cp1256','iso8859-6'],'mt':['iso8859-3']}
UNICODE = ['utf-8', 'utf-8-sig', 'utf-16-le', 'utf-16-be', 'utf-16']

# How inspect may call an encoding: its IANA name, or that of another which reads the same letters.
NAMES = {
    'cp1250': ['windows-1250'], 'cp1251': ['windows-1251'], 'cp1252': ['windows-1252'],
    'cp1253': ['windows-1253'], 'cp1254': ['windows-1254'], 'cp1256': ['windows-1256'],
    'cp1257': ['windows-1257'], 'mac-roman': ['macintosh'], 'koi8-r': ['koi8-r'], 'koi8-u': ['koi8-u'],
    'iso8859-2': ['iso-8859-2', 'windows-1250'], 'iso8859-3': ['iso-8859-3'], 'iso8859-4': ['iso-8859-4'],
    'iso8859-5': ['iso-8859-5'], 'iso8859-6': ['iso-8859-6'], 'iso8859-7': ['iso-8859-7'],
    'iso8859-9': ['windows-1254'], 'iso8859-13': ['iso-8859-13', 'windows-1257'],
    'iso8859-15': ['iso-8859-15', 'windows-1252'], 'iso8859-16': ['windows-1250', 'iso-8859-16'],
    'utf-8': ['utf-8'], 'utf-8-sig': ['utf-8'], 'utf-16-le': ['utf-16le'], 'utf-16-be': ['utf-16be'],
    'utf-16': ['utf-16le'],
}

FAILED = []


def verdict(name, why):
    if why:
        FAILED.append(name)
        print(f'not ok {name}: {why}')
    else:
        print(f'ok {name}')


def inspect(program, path):
    run = subprocess.run([program, 'inspect', '--json', path], capture_output=True, text=True)
    if run.returncode != 0:
        return {'failed': run.stderr}
    return json.loads(run.stdout)


def encodings(program, folder):
    for lang, names in ENCODINGS.items():
        header, rows = TEXTS[lang]
        text = header + '\n'.join(rows) + '\n'
        for name in names + UNICODE:
            path = os.path.join(folder, f'{lang}-{name}.csv')
            with open(path, 'wb') as file:
                file.write(text.encode(name))
            found = inspect(program, path)
            # Romanian letters with a comma below stand for those with a cedilla, and share their bytes.
            wanted = [cell.translate(str.maketrans('ȘșȚț', 'ŞşŢţ')) if name == 'iso8859-16' else cell
                      for cell in rows[0].split(';')]
            why = ''
            if found.get('encoding') not in NAMES[name]:
                why = f"read as {found.get('encoding')}"
            elif found['first'] != wanted or found['rows'] != len(rows) or found['problems']:
                why = f"{found['first']}, {found['rows']} rows, {found['problems']}"
            verdict(f'encoding {name} of {lang}', why)


# name: text, delimiter, quote, escape, header_row, columns, rows, first, last; None: not compared
def make_cases():
    H=['id','name','date','score']
    R=[['1','Anna','2022-01-10','4'],['2','Bo','2022-01-11','5'],['3','Cleo','2022-01-12','3'],['4','Dan','2022-01-13','2']]
    def tab(d,rows,q=None,nl='\n'): return ''.join(d.join((q+c+q) if q else c for c in r)+nl for r in rows)
    C = {}
    for n,d in (('comma',','),('semi',';'),('tab','\t'),('pipe','|')):
        C[n]=(tab(d,[H]+R),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-q']=(tab(d,[H]+R,'"'),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-sq']=(tab(d,[H]+R,"'"),d,"'",None,1,H,4,R[0],R[-1])
        C[n+'-crlf']=(tab(d,[H]+R,nl='\r\n'),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-cr']=(tab(d,[H]+R,nl='\r'),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-nohead']=(tab(d,R),d,'"',None,None,None,4,R[0],R[-1])
        C[n+'-pad']=(tab(' '+d+' ' if d!='\t' else '  \t ',[H]+R),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-trail']=(tab(d,[r+[''] for r in [H]+R]),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-trail2']=(tab(d,[H]+[r+[''] for r in R]),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-pre']=('Report of participants\nExported 2022-02-01\n\n'+tab(d,[H]+R),d,'"',None,4,H,4,R[0],R[-1])
        C[n+'-foot']=(tab(d,[H]+R)+d.join(['Total','','','14'])+'\n',d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-foot2']=(tab(d,[H]+R)+'\nSource: city of Riga\n',d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-comm']=('# exported by x\n# on a day\n'+tab(d,[H]+R[:2])+'# a remark in the middle\n'+tab(d,R[2:]),d,'"',None,3,H,4,R[0],R[-1])
        C[n+'-rep']=(tab(d,[H]+R[:2]+[H]+R[2:]),d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-blank']=(tab(d,[H]+R[:2])+'\n\n'+tab(d,R[2:])+'\n',d,'"',None,1,H,4,R[0],R[-1])
        C[n+'-sep']=('sep='+d+'\n'+tab(d,[H]+R),d,'"',None,2,H,4,R[0],R[-1])
        C[n+'-hxl']=(tab(d,[H]+[['#meta+id','','#date','#indicator']]+R),d,'"',None,1,H,4,R[0],R[-1])
    E=[['1','say "hi" to all','x','4'],['2','a %s b','y','5'],['3','two\nlines','z','1']]
    for n,d in (('comma',','),('semi',';')):
        rows=[[c.replace('%s',d) for c in r] for r in E]
        dq=lambda c:'"'+c.replace('"','""')+'"'
        bs=lambda c:'"'+c.replace('\\','\\\\').replace('"','\\"')+'"'
        C[n+'-dbl']=(d.join(H)+'\n'+''.join(d.join(map(dq,r))+'\n' for r in rows),d,'"',None,1,H,3,rows[0],rows[-1])
        C[n+'-esc']=(d.join(H)+'\n'+''.join(d.join(map(bs,r))+'\n' for r in rows),d,'"','\\',1,H,3,rows[0],rows[-1])
        C[n+'-mlh']=(dq('id\n(number)')+d+dq('name')+d+dq('x')+d+dq('score\nof 5')+'\n'+''.join(d.join(map(dq,r))+'\n' for r in rows),d,'"',None,1,['id\n(number)','name','x','score\nof 5'],3,rows[0],rows[-1])
    C['deccomma']=('id;score;share\n1;3,5;10,25\n2;4,0;20,50\n3;2,5;30,00\n',';','"',None,1,['id','score','share'],3,['1','3,5','10,25'],['3','2,5','30,00'])
    C['deccomma-nohead']=('1;3,5;10,25\n2;4,0;20,50\n3;2,5;30,00\n',';','"',None,None,None,3,['1','3,5','10,25'],['3','2,5','30,00'])
    C['duphead']=('id,name,name,x\n1,a,b,c\n2,d,e,f\n',',','"',None,1,['id','name','name','x'],2,['1','a','b','c'],['2','d','e','f'])
    C['onecol']=('name\nAnna\nBo\n',',','"',None,1,['name'],2,['Anna'],['Bo'])
    C['onlyhead']=('id,name,city\n',',','"',None,1,['id','name','city'],0,[],[])
    C['ragged']=('id,name,city\n1,a,b\n2,c\n3,d,e,f\n4,g,h\n5,i,j\n',',','"',None,1,['id','name','city'],5,['1','a','b'],['5','i','j'])
    C['mixedeol']=('id,name,city\r\n1,a,b\n2,c,d\r3,e,f\r\n',',','"',None,1,['id','name','city'],3,['1','a','b'],['3','e','f'])
    C['alltext']=('name,city,country\nAnna,Riga,Latvia\nBo,Malmo,Sweden\nCleo,Riga,Latvia\n',',','"',None,1,['name','city','country'],3,['Anna','Riga','Latvia'],['Cleo','Riga','Latvia'])
    C['eusurvey']=('Alias;city-survey;;;\nExport Date;2022-02-01;;;\n;;;;\nA: relevance;B: impact;Contribution ID;Creation date;Last update\n4;5;aa-1;01/02/2022 10:00;01/02/2022 10:05\n3;2;aa-2;13/02/2022 10:00;13/02/2022 10:05\n',';','"',None,4,['A: relevance','B: impact','Contribution ID','Creation date','Last update'],2,['4','5','aa-1','01/02/2022 10:00','01/02/2022 10:05'],['3','2','aa-2','13/02/2022 10:00','13/02/2022 10:05'])
    C['msforms']=('\ufeffID,Start time,Email,Topics,"Long\nquestion"\n1,7/2/20 11:00:22,anonymous,A;B;C;,"x, y"\n2,7/13/20 11:00:22,anonymous,A;,z\n',',','"',None,1,['ID','Start time','Email','Topics','Long\nquestion'],2,['1','7/2/20 11:00:22','anonymous','A;B;C;','x, y'],['2','7/13/20 11:00:22','anonymous','A;','z'])
    C['totale']=('Evento;Data;Partecipanti\nA;01/02/2022;12\nB;15/02/2022;30\nTotale;;42\n',';','"',None,1,['Evento','Data','Partecipanti'],2,['A','01/02/2022','12'],['B','15/02/2022','30'])
    C['apos']=("name,place\nd'Arc,'s-Hertogenbosch\nO'Neil,'t Gooi\nx,y\n",',','"',None,1,['name','place'],3,["d'Arc","'s-Hertogenbosch"],['x','y'])
    C['stray']=('id,name,city\n1,"Anna,Riga\n2,Bo,Malmo\n3,Cleo,Lublin\n',',','"',None,1,['id','name','city'],3,None,['3','Cleo','Lublin'])
    C['nul']=('id,name,city\n1,An\0na,Riga\n2,Bo,Malmo\n',',','"',None,1,['id','name','city'],2,None,['2','Bo','Malmo'])
    C['nultail']=('id,name,city\n1,Anna,Riga\n2,Bo,Malmo\n'+'\0'*500,',','"',None,1,['id','name','city'],2,None,['2','Bo','Malmo'])
    C['emptyrows']=('id,name,city\n1,Anna,Riga\n,,\n2,Bo,Malmo\n,,\n,,\n',',','"',None,1,['id','name','city'],2,['1','Anna','Riga'],['2','Bo','Malmo'])
    C['hash']=('#,name,city\n1,Anna,Riga\n2,Bo,Malmo\n',',','"',None,1,['#','name','city'],2,['1','Anna','Riga'],['2','Bo','Malmo'])
    C['esc-unq']=('id,name,city\n1,Anna\\, B,Riga\n2,Bo,Malmo\n3,C\\, D,x\n',',','"','\\',1,['id','name','city'],3,['1','Anna, B','Riga'],['3','C, D','x'])
    C['esc-sq']=("id,name,city\n'1','it\\'s','Riga'\n'2','Bo','Malmo'\n",',',"'",'\\',1,['id','name','city'],2,['1',"it's",'Riga'],['2','Bo','Malmo'])
    return C


def read_with_python(text, found):
    """Records as Python's csv module reads them under the dialect that was found."""
    rows = csv.reader(
        io.StringIO(text, newline=''), delimiter=found['delimiter'], quotechar=found['quote'],
        escapechar=found['escape'], doublequote=found['escape'] is None, skipinitialspace=True)
    return [[cell.strip() for cell in row] for row in rows]


def stripped(row):
    row = list(row)
    while row and row[-1] == '':
        row.pop()
    return row


# Files on which the two cannot agree: quotes that nothing closes, and NUL bytes.
ALONE = {'stray', 'nul', 'nultail'}
WITH_PROBLEMS = {'ragged', 'stray', 'nul', 'duphead'}


def differs(name, text, wanted, found):
    keys = ('delimiter', 'quote', 'escape', 'header_row', 'columns', 'rows', 'first', 'last')
    for key, value in zip(keys, wanted):
        if value is None and key in ('columns', 'first') or (name == 'onecol' and key == 'delimiter'):
            continue
        if found.get(key) != value:
            return f'{key} is {found.get(key)!r}, not {value!r}'
    if bool(found['problems']) != (name in WITH_PROBLEMS):
        return f"problems: {found['problems']}"
    if name in ALONE or found['rows'] == 0:
        return ''
    python = read_with_python(text.lstrip('\ufeff'), found)
    if found['header_row'] and stripped(python[found['header_row'] - 1]) != stripped(found['columns']):
        return f"Python reads the header as {python[found['header_row'] - 1]}"
    for key in ('first', 'last'):
        if stripped(found[key]) not in [stripped(row) for row in python]:
            return f'Python reads no row {found[key]}'
    return ''


def dialects(program, folder):
    for name, (text, *wanted) in make_cases().items():
        path = os.path.join(folder, f'{name}.csv')
        with open(path, 'w', newline='', encoding='utf-8') as file:
            file.write(text)
        found = inspect(program, path)
        verdict(f'dialect {name}', found.get('failed') or differs(name, text, wanted, found))


def spectrum(program, folder):
    """The public set: first and last row against the JSON beside each file."""
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.csv'):
            continue
        with open(os.path.join(folder, name[:-4] + '.json'), encoding='utf-8') as file:
            wanted = json.load(file)
        found = inspect(program, os.path.join(folder, name))
        if isinstance(wanted, dict):
            wanted = [wanted]
        if name == 'location_coordinates.csv':  # its JSON hides the number that the CSV has
            wanted[0]['Contact Phone Number'] = found['first'][0]
        ends = [dict(zip(found['columns'], found[key])) for key in ('first', 'last')]
        same = ends == [wanted[0], wanted[-1]] and found['rows'] == len(wanted) and not found['problems']
        verdict(f'csv-spectrum {name}', '' if same else f'{ends}, {found["rows"]} rows')


def plain(cells):
    """As both readers should see them: without spaces around, line ends alike, broken bytes alike."""
    cells = [" ".join(cell.replace("\0", "\ufffd").split()) for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def messy(program, folder):
    """Two public sets (see the README beside them): what was found is what stands in expected.txt, and what
    Python's csv module reads under that dialect and encoding. Footers are no rows for inspect, and are for Python."""
    with open(os.path.join(folder, 'expected.txt'), encoding='utf-8') as file:
        expected = {line.split(' ', 1)[0]: line.rstrip('\n') for line in file if not line.startswith('#')}
    for name in sorted(os.listdir(folder)):
        if name in ('README', 'expected.txt'):
            continue
        found = inspect(program, os.path.join(folder, name))
        with open(os.path.join(folder, name), encoding=found['encoding'], newline='', errors='replace') as file:
            text = file.read().lstrip('\ufeff')
        python = [plain(row) for row in read_with_python(text, found)]
        rows = [row for row in python[found['header_row'] or 0:] if row]
        header = plain(found['columns'])
        if not found['header_row'] and plain(found['first']) in rows:  # titles may stand before the rows
            rows = rows[rows.index(plain(found['first'])):]
        problem = ''
        if found['header_row'] and python[found['header_row'] - 1] != header:
            problem = f"Python reads the header as {python[found['header_row'] - 1]}"
        elif found['rows'] and plain(found['first']) != rows[0]:
            problem = f"Python reads the first row as {rows[0]}"
        elif found['rows'] > len(rows):
            problem = f"Python reads {len(rows)} rows"
        elif found['rows'] and plain(found['last']) != rows[found['rows'] - 1]:
            problem = f"Python reads the last row as {rows[found['rows'] - 1]}"
        line = (f"{name} {found['encoding']} {found['delimiter']!r} header={found['header_row']} "
                f"columns={len(found['columns'])} rows={found['rows']}/{len(rows)} "
                f"problems={len(found['problems'])}")
        if line != expected.get(name):
            problem = problem or f'found: {line}'
        verdict(f'messy {name}', problem)


# Between their first and last row stand what inspect counts as no rows: headers again, comments.
WITH_MORE = {f'{delimiter}-{kind}.csv' for delimiter in ('comma', 'semi', 'tab', 'pipe') for kind in ('comm', 'rep')}


def rows_of_duckdb(duckdb, path, found):
    """The rows behind the header, as DuckDB reads the file under the dialect that was found."""
    names = ', '.join(f"'c{i}': 'VARCHAR'" for i in range(len(found['columns'] or found['first'])))
    sign = {'delim': found['delimiter'], 'quote': found['quote'], 'escape': found['escape'] or found['quote']}
    said = ', '.join("%s='%s'" % (key, value.replace("'", "''")) for key, value in sign.items())
    return duckdb.sql(
        f"select * from read_csv('{path}', auto_detect=false, header=false, columns={{{names}}}, {said}, "
        f"null_padding=true, strict_mode=false, ignore_errors=true, parallel=false, nullstr='\x01')").fetchall()


def with_duckdb(program, folder):
    """All files in UTF-8 below a folder: the first and the last row that inspect shows are rows for DuckDB, too, and
    there are as many between them. What DuckDB reads otherwise is named in tests/data/duckdb-reads.txt, with the reason."""
    try:
        import duckdb
    except ImportError:
        print('left out DuckDB: it is not installed and cannot be fetched')
        return
    exceptions = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../data/duckdb-reads.txt')
    with open(exceptions, encoding='utf-8') as file:
        otherwise = dict(line.rstrip('\n').split(': ', 1) for line in file if line.strip() and line[0] != '#')
    for name in sorted(name for name in os.listdir(folder) if name.endswith('.csv')):
        path = os.path.join(folder, name)
        found = inspect(program, path)
        if found.get('encoding') not in ('utf-8', 'us-ascii') or not found['rows']:
            continue
        try:
            rows = [plain([cell or '' for cell in row]) for row in rows_of_duckdb(duckdb, path, found)]
            problem = ''
        except duckdb.Error as error:
            rows, problem = [], str(error).split('\n', 1)[0]
        ends = [plain(found[key]) for key in ('first', 'last')]
        if not problem and not all(end in rows for end in ends):
            problem = f'DuckDB has no row {[end for end in ends if end not in rows][0]}'
        elif not problem and name not in WITH_MORE:
            last = len(rows) - 1 - rows[::-1].index(ends[1])
            between = [row for row in rows[rows.index(ends[0]):last + 1] if row]
            if len(between) != found['rows']:
                problem = f"DuckDB has {len(between)} rows, not {found['rows']}"
        if name in otherwise:
            problem = '' if problem else f'DuckDB reads it alike now; it was: {otherwise[name]}'
        verdict(f'DuckDB reads {name}', problem)


def main():
    what, program, folder = sys.argv[1:]
    if what in ('encodings', 'dialects'):
        os.makedirs(folder, exist_ok=True)
    {'encodings': encodings, 'dialects': dialects, 'spectrum': spectrum, 'messy': messy,
     'duckdb': with_duckdb}[what](program, folder)
    return 1 if FAILED else 0


sys.exit(main())
