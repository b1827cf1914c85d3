## Het gezicht van de bot

bot-description =
    Een taaldocent op zak: korte oefeningen, bij elke fout één duidelijke reden, en wat lastig is komt terug net voor je het vergeet. Tik op Start: je eerste oefening is drie tikken ver.
bot-short-description = Een taal leren in drie minuten per dag.
command-practice = Nu oefenen
command-mistakes = Je fouten herstellen
command-words = Je woorden
command-read = Iets om te lezen
command-skills = De grammatica, uitgelegd
command-course = Waar je bent in de cursus
command-settings = Niveau, doel, tijdzone
command-help = Hoe dit werkt
this-language = 🇳🇱 Nederlands
in-this-language = 🌐 In het Nederlands

## Welkom

welcome-title = Hallo, welkom 👋
welcome-how = Een paar oefeningen per dag, telkens drie minuten. Ik onthoud wat je lastig vindt en laat het op tijd terugkomen.
ask-language = Welke taal wil je leren?
no-languages = Er valt hier nog niets te leren. Kom gerust later nog eens langs.
ask-level = { $language }: hoe goed ken je het al?
level-a1 = 🌱 Ik begin net · A1
level-a2 = 🌿 Ik ken al wat · A2
level-b1 = 🌳 Ik red me aardig · B1
level-b2 = B2
level-c1 = C1
level-c2 = C2
ask-goal = Hoeveel per dag?
ask-goal-why = Eén rondje is vijf oefeningen. Je kunt dit altijd nog veranderen.
goal-label = { $sets ->
    [one] { $sets } rondje · zo'n { $minutes } min
   *[other] { $sets } rondjes · zo'n { $minutes } min
    }

## Begin en voortgang

home-due = { $count ->
    [one] { $count } onderdeel om te herhalen
   *[other] { $count } onderdelen om te herhalen
    }
goal-line = { $done } van { $goal } { $goal ->
    [one] rondje
   *[other] rondjes
    } vandaag
goal-reached = 🎯 Doel van vandaag gehaald: { $done } { $done ->
    [one] rondje
   *[other] rondjes
    }
streak-line = 🔥 { $days ->
    [one] De eerste dag van je reeks
   *[other] { $days } dagen op rij
    }
streak-grew = 🔥 { $days ->
    [one] De eerste dag van je reeks
   *[other] Al { $days } dagen op rij
    }
streak-freezes = { $left ->
    [one] nog { $left } rustdag
   *[other] nog { $left } rustdagen
    }
streak-none = Een reeks begint met één rondje.
streak-best = langste reeks: { $days }
progress-title = Zo gaat het
progress-today = Vandaag: { $right } van { $answered } goed
progress-nothing-today = Vandaag nog niets beantwoord
progress-known = Zit er goed in: { $count }
progress-learning = Op weg: { $count }
progress-due = Nu te herhalen: { $count }
progress-mistakes = Fouten om aan te werken: { $count }
speaking-weeks =
    🗣 Voorlezen: { $before } → { $now } in { $weeks ->
        [one] een week
       *[other] { $weeks } weken
    }
speaking-readings = 🗣 Voorlezen: { $before } → { $now } in je laatste { $count } zinnen
speaking-steady = 🗣 Voorlezen: steeds rond de { $now }
speaking-soon =
    { $left ->
        [one] 🗣 Lees nog één zin voor, dan kan ik je vertellen hoe het gaat
       *[other] 🗣 Lees nog { $left } zinnen voor, dan kan ik je vertellen hoe het gaat
    }
progress-weakest = Verdient de meeste aandacht

## Oefeningen

because-mistake = eerder een fout
because-review = tijd om te herhalen
because-new = nieuw
because-again = nog een keer
because-focus = jouw keuze
because-repair = fout herstellen
task-choose-sentence = Welke zin past?
task-fill-gap = Kies het woord dat past.
task-type-gap = Typ het woord dat past.
task-translate = Vertaal dit en typ je antwoord.
task-order-words = Zet de woorden op volgorde. Soms blijft er iets over.
task-choose-word = Kies het woord.
task-choose-stress = Welke lettergreep krijgt de klemtoon?
task-complete-dialogue = Wat past in het gesprek?
task-correct-mistake = Eén woord klopt niet. Tik erop.
task-mend = Wat hoort er te staan in plaats van “{ $word }”?
task-match-pairs = Maak paren: tik links en dan rechts.
task-sort-words = Tik op een woord en dan op de groep.
task-read-text = Lees en geef antwoord.
task-dictation = Luister en schrijf op wat je hoort.
task-choose-heard = Luister. Welke hoor je?
task-minimal-pair = Luister. Welk woord hoor je?
task-hear-story = Luister en geef antwoord.
task-write-text = Schrijf zelf { $least } tot { $most } woorden.
button-hint = 💡 Tip
hint-letters = Het begin:
hint-bank = Met deze woorden:
hint-meaning = Het betekent:
hint-out = Deze niet:
hint-place = Kijk hier:
hint-part = Eén deel:

heard-words =
    { $count ->
        [one] { $count } woord
       *[other] { $count } woorden
    }
button-listen = ▶ Luister
button-slower = 🐢 Langzamer
voice-away = Ik kan mijn stem nu even niet vinden. Probeer het zo nog eens.
button-dont-know = 🤷 Weet ik niet
button-more = ⋯
button-too-easy = 🥱 Te makkelijk
button-too-hard = 🥵 Te moeilijk
button-flag = ⚑ Er klopt iets niet
button-flag-before = ⚑ De vorige
moved-easier = een stap makkelijker
moved-harder = een stap verder
opinion-noted = Genoteerd. Zeg het bij de volgende nog eens, dan ga ik een stap { $way ->
    [easier] makkelijker
   *[harder] verder
    }.
opinion-easier = Goed: vanaf de volgende een stap makkelijker.
opinion-harder = Goed: vanaf de volgende een stap verder.
opinion-easiest = Hier begint de cursus. De tips zijn er voor jou.
opinion-hardest = Verder gaat de cursus niet. Mooi, dat je zo ver bent.
ask-flag = Wat klopt er niet?
flag-wrong-key = Het antwoord is fout
flag-two-keys = Mijn antwoord is ook goed
flag-language = Rare zin
flag-other = Iets anders
flag-thanks = Dank je. Hierna zie je deze niet meer terug, en als meer mensen hem melden, kijkt er iemand naar.
flag-again = Deze had je al gemeld. Dank je.
hidden-title = ⚑ Deze oefening is gemeld
hidden-how = Hij blijft verborgen tot iemand hem heeft bekeken: /review
button-undo = ↩ Ongedaan
button-check = Nakijken ✓
verdict-correct-1 = Goed
verdict-correct-2 = Ja, precies
verdict-correct-3 = Klopt helemaal
verdict-correct-4 = Mooi gedaan
verdict-almost-1 = Bijna: let op de spelling
verdict-almost-2 = Goed, op een kleinigheid na
verdict-said-almost-1 = Bijna goed
verdict-said-almost-2 = Goed, op een kleinigheid na
verdict-wrong-1 = Niet helemaal
verdict-wrong-2 = Deze keer niet
verdict-unsure-1 = Hier ben ik niet zeker van
checking = Even goed naar deze kijken…
checking-longer = Hier denk ik nog even over na. We gaan vast verder!
button-let-go = Ga vast verder →
late-verdict = Over jouw ‘{ $said }’:
gave-up = Goed dat je het vraagt. Dit is het antwoord
self-checked-right = Genoteerd: die van jou is ook goed
self-checked-wrong = Genoteerd: hij komt snel terug
model-answer = Een goed antwoord:
your-answer = Naast dat van jou:
self-check-question = Jij beslist: is die van jou ook goed?
button-mine-right = 👍 De mijne is ook goed
button-mine-wrong = 👎 De mijne was fout
self-check-text-question = Jij beslist: hoe ging het?
button-mine-right-text = 👍 Alles staat erin
button-mine-wrong-text = 🌱 Nog niet alles
written-correct = Goed geschreven
written-almost = Goed werk, met een paar dingen om bij te schaven
written-wrong = Een mooi begin om op verder te bouwen
written-unsure = Dank je wel voor je tekst
written-task = Opdracht
written-range = Woorden
written-accuracy = Grammatica
written-cohesion = Samenhang
written-example = Je tekst is binnen. Een voorbeeld om mee te vergelijken:
written-check = Staat alles erin?
written-checked-right = Mooi. Door te schrijven maak je een taal van jezelf
written-checked-wrong = Fijn dat je het probeerde. De volgende gaat makkelijker

## Wat je geleerd hebt

button-mistakes = 🔧 { $count ->
    [0] Fouten
   *[other] Fouten ({ $count })
    }
button-words = 🗂 Woorden
button-skills = 📘 Grammatica
button-read = 📖 Lezen
button-course = 🗺 Cursus
button-repair = 🔧 { $count ->
    [one] Herstel { $count } fout
   *[other] Herstel { $count } fouten
    }
home-mistakes = { $count ->
    [one] { $count } fout om vandaag te herstellen
   *[other] { $count } fouten om vandaag te herstellen
    }
mistakes-title = Fouten herstellen ({ $count })
mistakes-how = Op twee verschillende dagen goed, en een fout is van de lijst.
mistakes-done-today = { $count ->
    [one] Die was vandaag goed. Op een andere dag nog een keer, en de fout is van de lijst.
   *[other] Ze waren vandaag alle { $count } goed. Op een andere dag nog een keer, en ze zijn van de lijst.
    }
mistakes-none = Geen fouten om te herstellen
mistakes-none-how = Wat misgaat bewaar ik hier, en het komt terug in een andere oefening.
patterns-title = In je eigen woorden
patterns-how = Hierover worden nieuwe oefeningen gemaakt. Je krijgt ze bij het oefenen, meestal binnen een dag.
mistake-new = nieuw
mistake-back = weer terug
mistake-better = gaat beter
mistake-times = { $count } { $count ->
    [one] keer
   *[other] keer
    }
mistake-today = vandaag goed
button-practise-these = 🔧 Oefen deze
repaired-title = Dat was het voor vandaag 🎉
repaired-how = Wat vandaag goed ging, is na nog zo'n dag van de lijst.
focus-none = Hiervoor heb ik nu geen oefening voor je.
button-once-more = 🔁 Deze nog eens
skills-title = Grammatica · { $level }
skills-how = Tik op een onderdeel om te lezen hoe het werkt. De balk laat zien hoe goed je het kent, een stip dat het nog komt.
skills-none = Deze cursus heeft geen aparte grammatica.
strength-0 = nog niet gehad
strength-1 = net kennisgemaakt
strength-2 = op weg
strength-3 = zit stevig
skill-mistakes = { $count ->
    [one] één keer misgegaan
   *[other] { $count } keer misgegaan
    }
skill-later = Dit komt op niveau { $level }.
button-practise-this = ▶ Oefen dit
course-place = onderdeel { $number } van { $total }
course-now = Nu: { $skill }
course-then = Daarna
course-topics = Onderwerpen

## Tussen de oefeningen

praise-title = Weer een rondje klaar 🎉
praise-again = Je rondje is klaar. Zullen we doorgaan?
milestone-7 = 7 dagen op rij. Er groeit een gewoonte 🔥
milestone-30 = 30 dagen op rij. Een hele maand, dag na dag 🔥
milestone-100 = 100 dagen op rij. Zo ver komen maar weinigen 🎉
milestone-365 = 365 dagen op rij. Een heel jaar, stap voor stap 🎉
streak-frozen = ❄ Gisteren telde als rustdag, en je reeks loopt door. { $left ->
    [0] Het was de laatste. Binnen een week komt er een bij.
    [one] Je hebt nog { $left } rustdag.
   *[other] Je hebt nog { $left } rustdagen.
    }
streak-ended = Je reeks van { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
    } is tot rust gekomen. Dat gebeurt. Een nieuwe begint met één rondje.
streak-best-stays = Je langste: { $days }. Die blijft staan.
set-score = { $right } van { $size }
button-next-set = Volgend rondje →
button-practise = ▶ Oefenen
rest-title = Goed gewerkt
rest-until = Rust doet je geheugen goed. Om { $at } sta ik weer klaar.
rest-is-over = Uitgerust? Je volgende rondje staat klaar ☕
limit-title = Dat was het voor vandaag
limit-answered = { $count ->
    [one] Vandaag { $count } antwoord.
   *[other] Vandaag { $count } antwoorden.
    }
limit-until = Om { $at } komen er nieuwe oefeningen. Tot dan.
button-remind = 🔔 Herinner me
button-go-on = Toch doorgaan
remind-at = Ik schrijf je om { $at }.

## Cursussen

courses-title = Jouw talen
courses-how = Tik om te wisselen. Elke taal houdt haar eigen niveau en geheugen.
button-new-course = ➕ Nog een taal
button-courses = 🌍 Van taal wisselen

button-invite = 🔗 Nodig iemand uit
invite = Leer deze taal samen met mij: { $language }
button-copy-link = 📋 Kopieer de link
link-unknown = Ik kan niet vinden waar die link heen gaat. Al het andere is gewoon hier.
link-expired = Die link is verlopen. Al het andere is gewoon hier.

## Instellingen

settings-title = Instellingen
settings-how = Tik op een regel om die te veranderen.
set-locale = Menu's: Nederlands
set-native = Uitleg: { $language }
set-alphabet = Alfabet: { $alphabet }
alphabet-latin = Latinica
alphabet-cyrillic = Ћирилица
set-level = Niveau: { $level }
set-goal = Doel: { $goal }
set-zone = Tijd: { $there }
button-other-time = 🕐 Een andere tijd
button-is-it = ⏰ Is het bij jou { $at }?
zone-noted = Genoteerd: bij jou is het { $at }.
ask-zone = Hoe laat is het bij jou?
place-los-angeles = Los Angeles
place-new-york = New York
place-sao-paulo = São Paulo
place-london = Londen
place-amsterdam = Amsterdam
place-kyiv = Kyiv
place-moscow = Moskou
place-tbilisi = Tbilisi
place-almaty = Almaty
place-kolkata = Kolkata
place-shanghai = Shanghai
place-tokyo = Tokio
button-settings = ⚙ Instellingen
button-progress = 📈 Voortgang
button-home = ‹ Begin
button-back = ‹ Terug

## Woorden

words-title = Mijn woorden
words-count = { $count ->
    [one] { $count } woord
   *[other] { $count } woorden
    }
words-known = { $count } ken je goed
words-none-yet = Elk woord dat je oefent komt hier te staan. Je kunt er ook zelf een paar uit een tekst kiezen.
words-none-due = Niets te herhalen. Geniet van de rust.
words-none-shaky = Hier wankelt niets.
words-none-known = Nog leeg. Een woord komt hier zodra het een week blijft hangen.
words-show-all = Alle { $count }
words-show-due = Herhalen { $count }
words-show-shaky = Wankel { $count }
words-show-known = Ken ik { $count }
words-found = Mijn woorden: { $sought }
words-not-found = Geen van je woorden begint zo of betekent dit.
words-more = { $count ->
    [one] En nog { $count }: met één letter erbij vind je het.
   *[other] En nog { $count }: met één letter erbij worden het er minder.
    }
words-how-to-find = Schrijf /words en hoe het woord begint, of wat het betekent: /words hui
word-due-now = Wacht nu op je
word-due-in = { $days ->
    [0] Komt later vandaag terug
    [1] Komt morgen terug
   *[other] Komt over { $days } dagen terug
    }
word-is-gone = Dit woord staat niet bij de jouwe. Je lijst: /words
button-find = 🔎 Zoeken

## Lezen

read-title = Lezen
read-how = Korte verhalen, zin voor zin.
read-none = In deze cursus zijn nog geen teksten.
read-tap-sentence = Tik op een nummer om die zin van dichtbij te bekijken.
read-tap-word = Tik op een woord om te zien wat het betekent.
word-is-mine = ✓ in mijn woorden
text-is-gone = Ik kan deze tekst niet vinden in je cursus. Wat er is: /read
button-add-word = ➕ Bij mijn woorden
button-text = ↑ Tekst
button-texts = ‹ Teksten

## Hulp

help-title = Hoe dit werkt
help-how = Tik of typ je antwoord. Ik zeg wat goed is en waarom, en vraag wat lastig is op tijd nog eens. Niet zeker? “Weet ik niet” is een prima antwoord.
help-commands =
    /practice · de volgende oefening
    /chat · praat, of speel een scène
    /mistakes · wat er te herstellen is
    /words · je woorden
    /read · iets om te lezen
    /skills · de grammatica, uitgelegd
    /course · waar je bent
    /progress · hoe het gaat
    /language · van taal wisselen of een taal erbij
    /memory · wat ik van je onthoud
    /settings · niveau, doel, tijdzone
unknown-command = Dat commando ken ik niet. Deze wel:

## Als iets niet past

typed-too-long = Dat is wel veel tekst: houd het alsjeblieft onder { $most } tekens.
tap-an-option = Deze beantwoord je met een knop. Hier is hij nog eens.
no-word-in-it = Ik kan daar geen woord in vinden. Schrijf je antwoord in woorden.
write-more = Dat is nog wat kort. Schrijf { $least } woorden of meer.
words-please = Ik kan hier alleen tekst lezen. Typ je antwoord of tik op een knop.
nothing-open = Er wacht nu geen oefening op antwoord. Zullen we beginnen?
answered-too-early = Dat kwam voordat de oefening hieronder er stond, dus ik heb het niet meegeteld.
not-yours = Deze knop hoort bij een oefening die ik niet kan vinden. Neem het nieuwste bericht, of /practice.
no-exercises = Voor deze taal zijn er nog geen oefeningen. Probeer een andere: /language
old-button = Deze knop is van een tijd geleden.
backend-away-press = Ik kan niet bij mijn aantekeningen. Er is niets kwijt: tik over een minuut nog eens.
backend-away-words = Ik kan niet bij mijn aantekeningen. Stuur dit over een minuut nog eens.
unexpected = Er ging bij mij iets mis. Probeer het nog eens. Code { $code }

## Talking with the tutor

button-chat = 💬 Praten
command-chat = Praat, of speel een scène
chat-title = Zullen we praten?
chat-how = Speel een scène, of praat gewoon. Ik antwoord op jouw niveau en laat daarna zien wat beter kan.
chat-how-guided = Speel een scène van begin tot eind: typ je antwoord, of tik op een suggestie.
chat-no-scenes = Deze cursus heeft nog geen scènes.
button-talk-freely = 🗨 Praat over wat je wilt
button-talk-on = ▶ Verder: { $title }
button-translate = 🌐 Vertaal
button-read-aloud = 🔊 Luister
button-finish = 🏁 Klaar
button-stop = ⏹ Stop
button-try-again = 🔁 Nog een keer
button-scenes = 🎭 Scènes
talk-free-title = Praten over wat je wilt
talk-role = Jij:
talk-goal = Jouw doel:
talk-phrases = Handige zinnen
talk-begin = Ik luister. Schrijf me zoals je een vriend schrijft.
talk-stopped = gestopt
talk-stopping = Ik stop…
talk-mistakes = { $count ->
    [one] Eén ding kan beter
   *[other] { $count } dingen kunnen beter
    }
talk-goal-reached = 🎯 Je doel is bereikt. Stop wanneer je wilt.
talk-could-say = Je kunt zeggen:
talk-no-hint = Zeg het in je eigen woorden; een kort antwoord is prima.
talk-translating = Ik vertaal…
talk-no-translation = Hier heb ik geen vertaling van.
talk-still-replying = Een moment, ik ben nog aan het antwoorden.
talk-left = Ons gesprek kan wachten: met /chat gaan we verder.
talk-over = Dit gesprek is afgelopen. Met /chat begin je een nieuw.
talk-summing-up = Goed gedaan. Ik schrijf op hoe het ging…
talk-trouble-away = Ik zit even om woorden verlegen, dus we gaan verder met het script.
talk-trouble-budget = We hebben vandaag al veel gepraat, dus we gaan verder met het script.
talk-trouble-away-open = Ik kan de woorden even niet vinden. Probeer het zo nog eens, of speel een scène.
talk-trouble-budget-open = Dat was het vrije praten voor vandaag. Scènes kun je altijd spelen.
card-title = Zo ging het
card-title-scene = Zo ging het: { $title }
card-numbers = Je schreef { $turns ->
    [one] één bericht
   *[other] { $turns } berichten
    }, { $words ->
    [one] één woord
   *[other] { $words } woorden
    } in totaal.
card-empty = We zijn nog niet aan praten toegekomen. Kom terug wanneer je wilt.
card-goal = 🎯 Je hebt je doel bereikt.
card-praise = Wat goed ging
card-mistakes = Om te onthouden
card-task = Nog eentje voor onderweg
memory-title = Wat ik van je onthoud
memory-how = Dit vertelde je in onze gesprekken. Tik op een nummer, dan vergeet ik het.
memory-nothing = Nog niets.
memory-none = Nog niets. Wat je in een gesprek over jezelf vertelt, bewaar ik hier, en jij kunt het wissen.
memory-forgotten = Vergeten
memory-ask-all = Alles vergeten wat je over jezelf hebt verteld?
button-memory = 🧠 Geheugen
button-forget-all = 🗑 Alles vergeten
button-forget-sure = Ja, vergeet het
button-keep = Nee, bewaar het

# Aan een oordeel is iets te doen
button-typo = ✍️ Typo
button-appeal = 🙋 Ik had het goed
button-explain = 💬 Waarom?
explain-title = 💬 Over je antwoord
explain-said = ‘{ $said }’
explain-coming = 💬 Een ogenblik, ik kijk naar je antwoord…
explain-may-be-right = 🙋 Misschien kan het toch. Tik op ‘Ik had het goed’, dan kijkt er iemand naar.
typo-undone = ✍️ Een typefout: het telt als bijna goed.
typo-too-late = Dit kan niet meer ongedaan worden gemaakt. Geen probleem!
appeal-sent = 🙋 Bedankt! Er kijkt iemand naar. Tot dan telt het voor je mee.
appeal-again = 🙋 Er wordt al naar gekeken. Je hoort van me.
appeal-upheld-before = 🙋 Je hebt gelijk, het wordt nu goed gerekend.
appeal-rejected-before = 🙋 Iemand heeft dit antwoord al bekeken: het past hier niet.
appeal-impossible = Hier past geen ander antwoord. Klopt er iets niet? Tik op ⋯
appeal-too-many = Dat is genoeg voor vandaag: de andere wachten nog. Probeer het morgen weer!
appeal-upheld = Je had gelijk: ‘{ $said }’ wordt nu goed gerekend, voor jou en voor iedereen. Bedankt!
appeal-rejected = We hebben naar ‘{ $said }’ gekeken. Het past hier toch niet; ‘{ $right }’ wel. Bedankt voor je vraag!

# For admins
command-review = Oefeningen die op een blik wachten
command-stock = Wat er te oefenen is
command-llm = Wat modellen doen en kosten
command-jobs = Taken die mislukten
command-flags = Wat er gemeld is
review-title = 🔎 { $position } van { $total }
review-done = { $count ->
    [0] ☕ Er wacht niets op je.
   *[other] ☕ Alles is bekeken. Vandaag beslist: { $count }.
    }
review-seen-all = { $count ->
    [one] ☕ Je hebt de enige gezien.
   *[other] ☕ Je hebt alle { $count } gezien.
    } { $skipped ->
    [one] De overgeslagen oefening komt over { $minutes } min terug.
   *[other] { $skipped } overgeslagen oefeningen komen terug, de eerste over { $minutes } min.
    }
review-elsewhere = { $count ->
    [one] Er ligt er nog een bij een andere beheerder.
   *[other] Er liggen er nog { $count } bij andere beheerders.
    }
review-hidden = verborgen
review-seen = 👥 { $exposures } eerste antwoorden · { $right } goed ({ $facility }) · { $gave_up } opgegeven
review-wrong = ✖️ { $answers }
review-appeal = 🙋 “{ $said }” zou ook goed zijn · { $people ->
    [one] één persoon
   *[other] { $people } mensen
    }
review-not-fixed = Niet overgenomen: { $why }
review-taken = Iemand anders heeft deze, of er is al beslist.
review-too-late = Dit kan niet meer ongedaan worden gemaakt.
cause-broken = Antwoorden en meldingen wijzen op een fout
cause-reports = Door velen gemeld
cause-too-hard = Nauwelijks meer goed dan door te gokken
cause-too-easy = Bijna iedereen heeft het goed
cause-against-ability = Hoe beter de leerling, hoe vaker fout
cause-appeal = Nog een antwoord zou goed zijn
cause-asked = Je wilde hem zien
button-keep-exercise = ✅ Zo laten
appeal-sure = Zeker weten? “{ $said }” wordt dan voor iedereen goed gerekend, en dat kan niet meer terug.
button-uphold = 👍 Goed rekenen
button-uphold-sure = 👍 Ja, goed rekenen
button-decline = 👎 Afwijzen
button-skipped = 🔎 Overgeslagen nu
button-retire = 🗑 Weghalen
button-fix = ✏️ Verbeteren
button-skip = ⏭ Overslaan
button-take-back = ↩ Terug
button-review = 🔎 Bekijken
button-retry = 🔁 Opnieuw { $id }
fix-which = Welke tekst klopt niet?
fix-how = Antwoord op dit bericht met de nieuwe tekst. Een streepje alleen haalt hem uit zijn lijst.
fix-impossible = Zo niet: { $why }
fix-saved = ✅ Opgeslagen als versie { $version }
stock-title = 📦 Voorraad
stock-head = mist live AI wcht weg
stock-legend = Nodig · in gebruik · daarvan door een model · wacht op een blik · weggehaald
stock-refills = Aanvullingen
stock-refill = { $drafts } concepten · ongeveer { $cost }
models-title = 🤖 Modellen op { $day }
models-none = Er is geen model ingesteld.
models-failing = ⚠️ Werkt niet: { $models }
models-no-calls = Vandaag nog geen aanroepen.
models-budgets = Budgetten
jobs-title = ⚙️ Taken
jobs-counts = { $waiting } wachten · { $running } lopen · { $dead } mislukt
flags-title = ⚑ Gemeld en nog niet bekeken
flags-none = ⚑ Er is niets gemeld.

task-read-aloud = Lees dit hardop: stuur me een spraakbericht.
task-repeat-after-me = Luister en zeg het na in een spraakbericht.
task-answer-aloud = Antwoord in een spraakbericht.
button-silent = 🤫 Ik kan nu niet praten
button-speak-again = 🗣 Ik kan weer praten
button-delete-recordings = 🗑 Wis mijn opnames
button-model = 🔊 “{ $words }”
button-model-slow = 🐢 “{ $words }”
silent-now = Goed: een uur lang niets om te zeggen.
speaking-again = Mooi, de spreekoefeningen zijn terug.
speak-please = Deze is voor je stem: stuur me een spraakbericht. Hier is hij nog eens.
recordings-deleted =
    { $count ->
        [0] Er zijn hier geen opnames van jou.
        [one] Eén opname is gewist.
       *[other] { $count } opnames zijn gewist.
    }
i-heard = Ik hoorde:
improve-unclear = Eén ding om te oefenen: “{ $word }”. Luister ernaar en zeg het nog eens.
improve-missing = Eén ding om te oefenen: “{ $word }” hoorde ik niet.
improve-extra = Eén ding om te oefenen: “{ $word }” hoort er niet bij.
improve-beginning = Ik hoorde alleen het begin: “{ $words }”. Eén ding om te oefenen: zeg het tot het eind.
improve-middle = Ik hoorde alleen het midden: “{ $words }”. Eén ding om te oefenen: zeg alles.
improve-end = Ik hoorde alleen het eind: “{ $words }”. Eén ding om te oefenen: zeg het vanaf het begin.
improve-flow = Eén ding om te oefenen: zeg het in één keer, met minder pauzes.
improve-melody = Eén ding om te oefenen: laat je stem op en neer gaan zoals in het voorbeeld.
score-accuracy = klanken { $score }
score-fluency = vloeiend { $score }
score-prosody = melodie { $score }
voice-no-task = Leuk om je te horen! Er wacht nu alleen niets op je stem.
voice-deaf = Ik kan hier geen spraakberichten beluisteren. Tik op “Ik kan nu niet praten” en ga zonder verder.
voice-deaf-talk = Ik kan hier geen spraakberichten beluisteren. Schrijf me maar.
voice-beyond-seconds = Dat is te lang voor mij: hooguit { $most } seconden. Zeg je het nog eens, korter?
voice-beyond-size = Dat bestand is te groot voor mij: hooguit { $most } kB. Zeg je het nog eens, korter?
voice-too-many = Eén tegelijk: ik luister nog naar je vorige berichten.
voice-silence = Ik hoorde niets. Staat je microfoon aan? Probeer het nog eens, iets dichterbij.
voice-noise = Er is geluid, maar ik hoor geen stem. Probeer het nog eens waar het stiller is.
voice-too-short = Dat was te kort om te horen. Houd de knop vast terwijl je praat.
voice-too-long = Dat is langer dan ik kan luisteren. Zeg je het nog eens, korter?
voice-too-big = Dat bestand is groter dan ik aankan. Zeg je het nog eens, korter?
voice-other-language = Dat klinkt als een andere taal. Probeer het in de taal die je leert.
voice-other-sentence = Dat klinkt als iets anders dan gevraagd is. Probeer het nog eens: het telt niet.
voice-unclear = Ik weet niet zeker of ik dat goed hoorde. Zeg je het nog eens? Het telt niet.
voice-unreadable = Ik kan die opname niet openen. Neem hem nog eens op.
voice-not-yours = Ik kan die opname niet krijgen. Neem hem nog eens op.
voice-late = Dit is al beantwoord, dus daar heb ik het bij gelaten.
voice-busy = Eén moment: ik antwoord nog op je vorige berichten. Zeg het daarna nog eens.
voice-nobody = Ik kon net even niet luisteren, sorry. Het telt niet: probeer het straks nog eens.
