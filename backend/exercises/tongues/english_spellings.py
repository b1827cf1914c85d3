"""British and American spelling: each word brought to one of the two."""

import re

from backend.exercises.tongues.shape import listed

_OUR = (
    "arbour|ardour|armour|behaviour|candour|clamour|colour|demeanour|endeavour|favour|fervour"
    "|flavour|harbour|honour|humour|labour|neighbour|odour|parlour|rancour|rigour|rumour|saviour"
    "|savour|splendour|tumour|valour|vapour|vigour"
)
_RE = (
    "centre|theatre|amphitheatre|litre|millilitre|centimetre|kilometre|millimetre|fibre"
    "|calibre|sombre|spectre|meagre|lustre|sabre|reconnoitre|sceptre|louvre|epicentre"
)
_OGUE = "analogue|catalogue|dialogue|epilogue|monologue|prologue|travelogue"
_DOUBLED = (
    "apparel|bevel|cancel|carol|channel|chisel|counsel|devil|dial|dishevel|drivel|duel|enamel"
    "|equal|fuel|funnel|grovel|gruel|imperil|initial|jewel|kennel|label|level|libel|marvel|medal"
    "|metal|model|panel|parcel|pedal|pencil|quarrel|refuel|remodel|revel|rival|shovel|shrivel"
    "|signal|snivel|snorkel|spiral|stencil|swivel|total|towel|travel|tunnel|unravel|yodel"
)
_DOUBLED_P = "worship|kidnap"
_SINGLE = "appal|distil|enrol|enthral|fulfil|instal|instil"
_ISE_ONLY = listed(
    "adv advert appr ar chast chem circumc compr comprom conc cr den dem desp dev disgu el "
    "enfranch enterpr exc exerc expert franch highr improv inc marqu merchand moonr mort parad "
    "prec prem prom repr rev sunr superv surm surpr telev treat uncomprom unsurpr upr val"
)

_COLOUR = re.compile(rf"((?:dis|mis|un|multi|over|bi|water)?(?:{_OUR}))(\w*)")
_CENTRE = re.compile(rf"({_RE})(s|d)?")
_DIALOGUE = re.compile(rf"({_OGUE})(s|d)?")
_TRAVELLED = re.compile(
    rf"(?:({_DOUBLED})l|({_DOUBLED_P})p)(ed|ing|er|ers|or|ors|ous|ously|ings|est)"
)
_FULFIL = re.compile(rf"({_SINGLE})(s|ment|ments)?")
_REALISE = re.compile(r"(\w{1,}[^aeiouw])is(e[ds]?|ing|ers?|ations?|able|ational)")
_ANALYSE = re.compile(r"(anal|paral|catal|electrol|dial|hydrol|breathal)ys(e[ds]?|ing|ers?)")


_PAIRS = """
acknowledgement acknowledgment, adviser advisor, aeroplane airplane, aeroplanes airplanes,
afterwards afterward, ageing aging, ageings agings, aluminium aluminum, amidst amid, amoeba
ameba, amongst among, anaemia anemia, anaemic anemic, anaesthetic anesthetic, anaesthetist
anesthetist, archaeologist archeologist, archaeology archeology, artefact artifact, artefacts
artifacts, backwards backward, bannister banister, barbecue barbeque, barbecues barbeques,
behove behoove, benefitted benefited, benefitting benefiting, biassed biased, buffalos
buffaloes, burnt burned, caesarean cesarean, cagey cagy, callisthenics calisthenics, cantaloupe
cantaloup, carburettor carburetor, cargos cargoes, cauldron caldron, centring
centering, chaperone chaperon, chequered checkered, chilli chili, connexion connection, cosier
cozier, cosiest coziest, cosy cozy, councillor councilor, councillors councilors, defence
defense, defenceless defenseless, defences defenses, diarrhoea diarrhea, doughnut donut,
doughnuts donuts, downwards downward, draughty drafty, dreamt dreamed, duffel duffle, dwelt
dwelled, encyclopaedia encyclopedia, enquire inquire, enquired inquired, enquiries inquiries,
enquiring inquiring, enquiry inquiry, enrol enroll, enrols enrolls, faeces feces, fibreglass
fiberglass, focussed focused, focusses focuses, focussing focusing, foetal fetal, foetus fetus,
forwards forward, gelatine gelatin, glycerine glycerin, gramme gram, grammes grams, grey gray,
greyer grayer, greyish grayish, gynaecologist gynecologist, gynaecology gynecology, haemophilia
hemophilia, haemorrhage hemorrhage, hiccough hiccup, homoeopathy homeopathy, instalment
installment, instalments installments, jeweller jeweler, jewellers jewelers, jewellery jewelry,
jibe gibe, judgement judgment, judgements judgments, kilogramme kilogram, kilogrammes kilograms,
knelt kneeled, lacklustre lackluster, leant leaned, leapt leaped, learnt learned, leukaemia
leukemia, licence license, licences licenses, likeable likable, liquorice licorice, loveable
lovable, mangos mangoes, manoeuvre maneuver, manoeuvred maneuvered, manoeuvres maneuvers,
manoeuvring maneuvering, maths math, mediaeval medieval, mementoes mementos, mollusc mollusk,
mosquitos mosquitoes, mould mold, moulds molds, mouldy moldy, moult molt, moustache mustache,
moustaches mustaches, moveable movable, multicoloured multicolored, mum mom, mums moms,
oesophagus esophagus, oestrogen estrogen, offence offense, offences offenses, okay ok, omelette
omelet, omelettes omelets, orthopaedic orthopedic, paediatric pediatric, paediatrician
pediatrician, paedophile pedophile, plough plow, ploughed plowed, ploughs plows, practise
practice, practised practiced, practises practices, practising practicing, pretence pretense,
pricey pricy, primaeval primeval, programme program, programmes programs, pyjamas pajamas,
racquet racket, racquets rackets, rateable ratable, saleable salable, sanatorium sanitarium,
sceptic skeptic, sceptical skeptical, scepticism skepticism, sceptics skeptics, sizeable
sizable, skilful skillful, skilfully skillfully, smelt smelled, smoulder smolder, smouldering
smoldering, snowplough snowplow, spelt spelled, spilt spilled, spoilt spoiled, storeyed storied,
sulphate sulfate, sulphur sulfur, sulphuric sulfuric, titbit tidbit, tornados tornadoes, towards
toward, toxaemia toxemia, tranquillity tranquility, tsar czar, unshakeable unshakable, upwards
upward, volcanos volcanoes, wagon waggon, wagons waggons, whilst while, whisky whiskey, wilful
willful, wilfully willfully, woollen woolen, woolly wooly, yoghurt yogurt, yoghurts yogurts,
zeros zeroes
"""
_AMERICAN = dict(pair.split() for pair in _PAIRS.split(","))

# Only so: a check is no cheque where something is verified.
ONE_WAY = {
    "cheque": "check", "cheques": "checks", "draught": "draft", "draughts": "drafts",
    "kerb": "curb", "kerbs": "curbs", "storey": "story", "storeys": "stories",
    "tyre": "tire", "tyres": "tires", "metre": "meter", "metres": "meters",
}  # fmt: skip


def american(word: str) -> str:
    """`colour` -> `color`, `travelled` -> `traveled`, `realise` -> `realize`; others stay."""
    found = _AMERICAN.get(word)
    return found or next((made for rule in _RULES if (made := rule(word))), word)


def _our(word: str) -> str | None:
    found = _COLOUR.fullmatch(word)
    return f"{found[1][:-3]}or{found[2]}" if found else None


def _re(word: str) -> str | None:
    found = _CENTRE.fullmatch(word)
    return f"{found[1][:-2]}er{found[2] or ''}" if found else None


def _ogue(word: str) -> str | None:
    found = _DIALOGUE.fullmatch(word)
    return f"{found[1][:-2]}{found[2] or ''}" if found else None


def _doubled(word: str) -> str | None:
    found = _TRAVELLED.fullmatch(word)
    return f"{found[1] or found[2]}{found[3]}" if found else None


def _single(word: str) -> str | None:
    found = _FULFIL.fullmatch(word)
    return f"{found[1]}l{found[2] or ''}" if found else None


def _ise(word: str) -> str | None:
    found = _REALISE.fullmatch(word)
    return f"{found[1]}iz{found[2]}" if found and found[1] not in _ISE_ONLY else None


def _yse(word: str) -> str | None:
    found = _ANALYSE.fullmatch(word)
    return f"{found[1]}yz{found[2]}" if found else None


_RULES = (_our, _re, _ogue, _doubled, _single, _ise, _yse)
