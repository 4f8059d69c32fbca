"""Words of the sample project: cities, kinds of local events, names of invented people.

Every text stands in the four languages of the sample, in the order EN, IT, SV, LV.
"""

LANGS = ("en", "it", "sv", "lv")

# id: names in EN, IT, SV, LV; districts where its local events take place
CITIES = {
    "riga": (("Riga", "Riga", "Riga", "Rīga"),
             ("Ziepniekkalns", "Bolderāja", "Imanta", "Pļavnieki", "Sarkandaugava")),
    "lublin": (("Lublin", "Lublino", "Lublin", "Ļubļina"),
               ("Bronowice", "Czuby", "Kalinowszczyzna", "Rury")),
    "cluj-napoca": (("Cluj-Napoca", "Cluj-Napoca", "Cluj-Napoca", "Kluža-Napoka"),
                    ("Mănăștur", "Gheorgheni", "Mărăști", "Someșeni")),
    "ravenna": (("Ravenna", "Ravenna", "Ravenna", "Ravenna"),
                ("Darsena", "San Biagio", "Borgo San Rocco", "Lido Adriano")),
    "cartagena": (("Cartagena", "Cartagena", "Cartagena", "Kartahena"),
                  ("Los Mateos", "Santa Lucía", "Ensanche")),
    "dietzenbach": (("Dietzenbach", "Dietzenbach", "Dietzenbach", "Dīcenbaha"),
                    ("Steinberg", "Hexenberg", "Altstadt")),
    "linkoping": (("Linköping", "Linköping", "Linköping", "Linšēpinga"),
                  ("Skäggetorp", "Ryd", "Berga", "Lambohov")),
}

# Who works with the city in an event
HOSTS = {
    "library": ("library", "biblioteca", "biblioteket", "bibliotēka"),
    "schools": ("three schools", "tre scuole", "tre skolor", "trīs skolas"),
    "associations": ("associations", "associazioni", "föreningar", "biedrības"),
    "volunteers": ("volunteers", "volontariato", "volontärer", "brīvprātīgie"),
    "employment": ("job centre", "centro impiego", "jobbcenter", "darba centrs"),
    "health": ("health centre", "casa della salute", "vårdcentralen", "veselības centrs"),
    "law": ("law clinic", "sportello legale", "juristjouren", "juristi"),
    "sport": ("sports club", "società sportiva", "idrottsklubben", "sporta klubs"),
    "residents": ("residents", "abitanti", "boende", "iedzīvotāji"),
}

# kind: type of event, host, smallest and largest number of participants, texts ({p} = district)
KINDS = {
    "club": ("club", "library", 14, 26, (
        "Latvian discussion club, {p}",
        "Conversazioni in lettone, {p}",
        "Samtalsklubb på lettiska, {p}",
        "Latviešu sarunu klubs, {p}")),
    "cafe": ("club", "library", 12, 24, (
        "Language café, {p}", "Caffè linguistico, {p}", "Språkkafé, {p}", "Valodu kafejnīca, {p}")),
    "reading": ("club", "library", 8, 15, (
        "Reading group for women, {p}", "Gruppo di lettura per donne, {p}",
        "Läsecirkel för kvinnor, {p}", "Lasītāju klubs sievietēm, {p}")),
    "parents": ("workshop", "schools", 18, 34, (
        "Parents’ evening with interpreters, {p}", "Serata per genitori con interpreti, {p}",
        "Föräldrakväll med tolkar, {p}", "Vecāku vakars ar tulkiem, {p}")),
    "legal": ("advice", "law", 8, 14, (
        "Legal advice for families, {p}", "Consulenza legale per famiglie, {p}",
        "Juridisk rådgivning för familjer, {p}", "Juridiskas konsultācijas ģimenēm, {p}")),
    "health": ("advice", "health", 12, 22, (
        "Evening on the health service, {p}",
        "Serata sul servizio sanitario, {p}",
        "Informationskväll om vården, {p}",
        "Vakars par veselības aprūpi, {p}")),
    "jobs": ("advice", "employment", 12, 24, (
        "Job café, {p}",
        "Caffè lavoro, {p}",
        "Jobbkafé, {p}",
        "Darba kafejnīca, {p}")),
    "roundtable": ("workshop", "associations", 16, 28, (
        "Round table on the strategy, {p}",
        "Tavola rotonda sulla strategia, {p}",
        "Rundabordssamtal om strategin, {p}",
        "Apaļais galds par stratēģiju, {p}")),
    "body": ("meeting", None, 9, 14, (
        "Meeting of the coordination body", "Riunione dell’organismo di coordinamento",
        "Möte i samordningsgruppen", "Koordinācijas grupas sanāksme")),
    "volunteers": ("workshop", "volunteers", 12, 22, (
        "Training for volunteers, {p}", "Formazione per volontari, {p}",
        "Utbildning för volontärer, {p}", "Mācības brīvprātīgajiem, {p}")),
    "school": ("workshop", "schools", 20, 32, (
        "Workshop with older pupils, {p}", "Laboratorio con le superiori, {p}",
        "Workshop med gymnasieelever, {p}", "Darbnīca ar vidusskolēniem, {p}")),
    "employers": ("workshop", "employment", 10, 18, (
        "Managing diversity at work, {p}",
        "Gestire la diversità sul lavoro, {p}",
        "Mångfald på arbetsplatsen, {p}",
        "Daudzveidība darbavietā, {p}")),
    "kitchen": ("club", "associations", 14, 26, (
        "Kitchen of many countries, {p}", "Cucina di tanti Paesi, {p}",
        "Många länders kök, {p}", "Daudzu zemju virtuve, {p}")),
    "civic": ("workshop", "associations", 14, 26, (
        "An evening with councillors, {p}",
        "Una serata con i consiglieri, {p}",
        "Kväll med förtroendevalda, {p}",
        "Vakars ar deputātiem, {p}")),
    "walk": ("meeting", "residents", 14, 24, (
        "Neighbourhood walk, {p}", "Passeggiata di quartiere, {p}",
        "Stadsdelsvandring, {p}", "Pastaiga pa apkaimi, {p}")),
    "mentors": ("club", "volunteers", 14, 24, (
        "Mentors’ evening, {p}", "Serata dei mentori, {p}",
        "Mentorskväll, {p}", "Mentoru vakars, {p}")),
    "football": ("club", "sport", 14, 24, (
        "Open football training, {p}", "Allenamento di calcio aperto a tutti, {p}",
        "Öppen fotbollsträning, {p}", "Atvērtais futbola treniņš, {p}")),
    "stand": ("public", "volunteers", 0, 0, (
        "Information stand at the market, {p}", "Banchetto informativo al mercato, {p}",
        "Informationsbord på torget, {p}", "Informācijas stends tirgū, {p}")),
    "openday": ("public", "associations", 0, 0, (
        "Open day of the associations, {p}", "Giornata aperta delle associazioni, {p}",
        "Föreningarnas öppna dag, {p}", "Biedrību atvērto durvju diena, {p}")),
    "exchange": ("meeting", None, 16, 22, (
        "Online exchange of coordination bodies",
        "Scambio online tra i coordinamenti",
        "Digitalt utbyte mellan samordningsgrupperna",
        "Koordinācijas grupu tiešsaistes saruna")),
}

# Local events of a city in a quarter, in order of time. `=3`: attended by so few people, `?`: nobody
# reported how many came, `~60`, `20-30`: the organiser's estimate; otherwise people signed in.
PLANS = {
    "riga": (
        "club body parents club club volunteers club parents club",
        "club parents club legal=3 exchange:lublin stand~60 club roundtable club"),
    "lublin": (
        "cafe school body cafe volunteers roundtable cafe openday~150 mentors",
        "cafe volunteers cafe school exchange:riga body roundtable cafe"),
    "cluj-napoca": (
        "kitchen body roundtable exchange:ravenna walk kitchen health school",
        "kitchen roundtable walk? body kitchen health school mentors"),
    "ravenna": (
        "reading cafe body exchange:cluj-napoca volunteers cafe parents kitchen roundtable",
        "reading cafe legal=4 parents stand~80 kitchen reading body"),
    "cartagena": (
        "employers body health employers walk employers cafe roundtable",
        "employers body cafe health employers legal=4 walk roundtable"),
    "dietzenbach": (
        "jobs body parents#31 cafe jobs football roundtable school#24",
        "jobs parents#27 cafe exchange:linkoping football body school#~40 roundtable"),
    "linkoping": (
        "cafe civic body cafe mentors football cafe openday~120 roundtable",
        "cafe civic mentors exchange:dietzenbach cafe football body civic"),
}

NEWCOMERS = (
    "Amina Yusuf Olena Dmytro Fatima Ahmad Maryam Samir Leila Tariq Nadia Hassan Rima Bilal Zainab "
    "Oksana Taras Iryna Bohdan Selam Dawit Hiwot Noor Farid Shirin Reza Linh Minh Rosa Diego Camila "
    "Mateus Ama Kofi Aisha Ibrahim").split(), (
    "Haddad Kovalenko Shevchuk Rahimi Karimi Mansour Tesfaye Bekele Nguyen Tran Silva Costa Okafor "
    "Mensah Diallo Traore Hussein Saleh Bondar Melnyk Ivanenko Qureshi Malik Sharma Rai Torres Vargas "
    "Demir Yilmaz Aydin").split()

LOCALS = {
    "riga": ("Anna Ilze Jānis Andris Līga Pēteris Inese Māris Zane Kārlis Dace Edgars Sanita Uldis "
             "Natālija Sergejs Gunta Artūrs".split(),
             "Ozola Bērziņš Kalniņa Liepiņš Krūmiņa Eglītis Zariņa Vītols Petrovs Ivanova Jansons "
             "Balode Sproģis Lapiņa".split()),
    "lublin": ("Anna Katarzyna Paweł Michał Zofia Łukasz Małgorzata Wojciech Świętosława Grażyna Jan "
               "Agnieszka Tomasz Elżbieta Stanisław Róża".split(),
               "Nowak Wiśniewska Wójcik Kowalczyk Kamińska Lewandowski Zielińska Woźniak Dąbrowska "
               "Kozłowski Jabłońska Krawczyk Piątek Łuczak".split()),
    "cluj-napoca": ("Andrei Ioana Mihai Elena Ștefan Măriuca Cristian Raluca Bogdan Anca Vlad Simona "
                    "Țica Florin Zsófia Attila".split(),
                    "Popescu Ionescu Mureșan Pop Rusu Moldovan Câmpean Ștefănescu Nagy Szabó Țăran "
                    "Oltean Bărbulescu".split()),
    "ravenna": ("Giulia Marco Sara Luca Chiara Matteo Francesca Andrea Elisa Davide Niccolò Martina "
                "Paolo Ilaria Renzo Noemi".split(),
                "Rossi Bianchi Ferrari Russo Romano Gallo Conti Ricci Marini Fabbri Montanari Zoli "
                "Baldi Casadio".split()),
    "cartagena": ("María José Lucía Antonio Carmen Javier Inés Álvaro Elena Pablo Begoña Íñigo "
                  "Concepción Raúl".split(),
                  "García Martínez López Sánchez Pérez Gómez Ruiz Hernández Muñoz Ibáñez Conesa "
                  "Ros".split()),
    "dietzenbach": ("Anna Peter Sabine Jürgen Ute Klaus Jörg Kerstin Björn Käthe Stefan Monika Götz "
                    "Heike".split(),
                    "Müller Schmidt Schneider Weiß Köhler Groß Schäfer Krüger Böhm Vogel Keller "
                    "Jäger".split()),
    "linkoping": ("Anna Erik Karin Lars Åsa Göran Märta Östen Eva Björn Ingrid Håkan Maja "
                  "Sören".split(),
                  "Andersson Johansson Karlsson Nilsson Åberg Öhman Lindström Sjögren Holmqvist "
                  "Ek Söderberg Ahlström".split()),
}
