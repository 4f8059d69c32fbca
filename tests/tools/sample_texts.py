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
    "library": ("city library", "biblioteca comunale", "stadsbiblioteket", "pilsētas bibliotēka"),
    "schools": ("three schools", "tre scuole", "tre skolor", "trīs skolas"),
    "associations": ("local associations", "associazioni locali", "lokala föreningar",
                     "vietējās biedrības"),
    "volunteers": ("volunteer centre", "centro per il volontariato", "volontärcentrum",
                   "brīvprātīgo centrs"),
    "employment": ("employment service", "centro per l’impiego", "arbetsförmedlingen",
                   "nodarbinātības dienests"),
    "health": ("health centre", "casa della salute", "vårdcentralen", "veselības centrs"),
    "law": ("legal advice centre", "sportello legale", "juristjouren", "juridiskās palīdzības centrs"),
    "sport": ("sports club", "società sportiva", "idrottsföreningen", "sporta klubs"),
    "residents": ("residents’ council", "consiglio di quartiere", "stadsdelsrådet",
                  "iedzīvotāju padome"),
}

# kind: type of event, host, smallest and largest number of participants, texts ({p} = district)
KINDS = {
    "club": ("club", "library", 14, 26, (
        "Discussion club “Let’s speak Latvian”, {p}",
        "Circolo di conversazione «Parliamo lettone», {p}",
        "Samtalsklubben ”Vi pratar lettiska”, {p}",
        "Diskusiju klubs “Runāsim latviski”, {p}")),
    "cafe": ("club", "library", 12, 24, (
        "Language café, {p}", "Caffè linguistico, {p}", "Språkkafé, {p}", "Valodu kafejnīca, {p}")),
    "reading": ("club", "library", 8, 15, (
        "Reading group for women, {p}", "Gruppo di lettura per donne, {p}",
        "Läsecirkel för kvinnor, {p}", "Lasītāju klubs sievietēm, {p}")),
    "parents": ("workshop", "schools", 18, 34, (
        "Parents’ evening with interpreters, {p}", "Serata per genitori con interpreti, {p}",
        "Föräldrakväll med tolkar, {p}", "Vecāku vakars ar tulkiem, {p}")),
    "legal": ("advice", "law", 8, 14, (
        "Legal advice evening for families, {p}", "Serata di consulenza legale per famiglie, {p}",
        "Juridisk rådgivning för familjer, {p}", "Juridisko konsultāciju vakars ģimenēm, {p}")),
    "health": ("advice", "health", 12, 22, (
        "Information evening on the health service, {p}",
        "Serata informativa sul servizio sanitario, {p}",
        "Informationskväll om hälso- och sjukvården, {p}",
        "Informatīvs vakars par veselības aprūpi, {p}")),
    "jobs": ("advice", "employment", 12, 24, (
        "Job café: applications and first interviews, {p}",
        "Caffè lavoro: candidature e primi colloqui, {p}",
        "Jobbkafé: ansökningar och första intervjuer, {p}",
        "Darba kafejnīca: pieteikumi un pirmās darba intervijas, {p}")),
    "roundtable": ("workshop", "associations", 16, 28, (
        "Round table on the city integration strategy, {p}",
        "Tavola rotonda sulla strategia di integrazione della città, {p}",
        "Rundabordssamtal om stadens integrationsstrategi, {p}",
        "Apaļā galda diskusija par pilsētas integrācijas stratēģiju, {p}")),
    "body": ("meeting", None, 9, 14, (
        "Meeting of the coordination body", "Riunione dell’organismo di coordinamento",
        "Möte i samordningsgruppen", "Koordinācijas grupas sanāksme")),
    "volunteers": ("workshop", "volunteers", 12, 22, (
        "Training for volunteers, {p}", "Formazione per volontari, {p}",
        "Utbildning för volontärer, {p}", "Mācības brīvprātīgajiem, {p}")),
    "school": ("workshop", "schools", 20, 32, (
        "Workshop with older pupils, {p}", "Laboratorio con studenti delle superiori, {p}",
        "Workshop med gymnasieelever, {p}", "Darbnīca ar vidusskolēniem, {p}")),
    "employers": ("workshop", "employment", 10, 18, (
        "Session for employers on managing diversity, {p}",
        "Incontro con i datori di lavoro sulla gestione della diversità, {p}",
        "Träff med arbetsgivare om mångfald på arbetsplatsen, {p}",
        "Tikšanās ar darba devējiem par daudzveidības vadību, {p}")),
    "kitchen": ("club", "associations", 14, 26, (
        "Kitchen of many countries, {p}", "Cucina di tanti Paesi, {p}",
        "Många länders kök, {p}", "Daudzu zemju virtuve, {p}")),
    "civic": ("workshop", "associations", 14, 26, (
        "How the city decides: an evening with councillors, {p}",
        "Come decide la città: una serata con i consiglieri, {p}",
        "Så beslutar kommunen: en kväll med förtroendevalda, {p}",
        "Kā pilsēta lemj: vakars ar deputātiem, {p}")),
    "walk": ("meeting", "residents", 14, 24, (
        "Neighbourhood walk with residents, {p}", "Passeggiata di quartiere con gli abitanti, {p}",
        "Stadsdelsvandring med boende, {p}", "Pastaiga pa apkaimi kopā ar iedzīvotājiem, {p}")),
    "mentors": ("club", "volunteers", 14, 24, (
        "Evening for mentors and newcomers, {p}", "Serata per mentori e nuovi arrivati, {p}",
        "Kväll för mentorer och nyanlända, {p}", "Mentoru un jauniebraucēju vakars, {p}")),
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
        "Online exchange between the two coordination bodies",
        "Scambio online tra i due organismi di coordinamento",
        "Digitalt utbyte mellan de två samordningsgrupperna",
        "Abu koordinācijas grupu tiešsaistes pieredzes apmaiņa")),
}

# Local events of a city in a quarter, in order of time. `=3`: attended by so few people, `?`: nobody
# reported how many came, `~60`, `20-30`: the organiser's estimate; otherwise people signed in.
PLANS = {
    "riga": (
        "club body parents club roundtable club volunteers club parents club",
        "club parents club club legal=3 exchange:lublin stand~60 club openday? roundtable club parents club"),
    "lublin": (
        "cafe school body cafe volunteers roundtable cafe openday~150 mentors",
        "cafe volunteers cafe school exchange:riga body cafe roundtable mentors cafe"),
    "cluj-napoca": (
        "kitchen body roundtable exchange:ravenna walk kitchen health school",
        "kitchen roundtable walk? body kitchen health school kitchen mentors"),
    "ravenna": (
        "reading cafe body exchange:cluj-napoca volunteers cafe parents reading kitchen roundtable",
        "reading cafe legal=4 parents volunteers cafe stand~80 kitchen roundtable cafe reading body"),
    "cartagena": (
        "employers body health employers walk employers cafe roundtable",
        "employers body cafe health employers legal=4 walk employers roundtable"),
    "dietzenbach": (
        "jobs body parents#31 cafe jobs football roundtable school#24",
        "jobs parents#27 cafe exchange:linkoping football jobs body school#~40 roundtable"),
    "linkoping": (
        "cafe civic body cafe mentors football cafe openday~120 roundtable",
        "cafe civic mentors exchange:dietzenbach cafe football body cafe civic roundtable"),
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
