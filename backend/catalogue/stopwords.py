"""Words of four letters and more that stand in any question: a repeated one tells nothing."""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "en": (
        "what when where which whom whose that this these those there here with from have has had "
        "does did doing will would could should must might shall been being were your yours mine "
        "they them their theirs then than very just about into over some much many more most also "
        "only because after before please thanks like well okay yeah isn't aren't don't"
    ),
    "nl": (
        "waar wanneer waarom welke deze haar hem onze jullie zijn heeft hebben hebt wordt worden "
        "niet geen maar ook naar voor over door want omdat toen dan weer nog heel veel meer mijn "
        "jouw zich zelf iets niets alle alles daar hier kunnen kunt moeten moet willen wilt zullen "
        "zult gaat gaan doen doet graag even goed bent was waren"
    ),
    "bg": (
        "какво къде кога защо кой коя кое кои това този тази тези онзи онази онези как като който "
        "която което които много малко още вече само също може трябва искам искаш няма имам имаш "
        "беше бяха бъде моля през след преди заради нещо нищо всичко тука тогава сега него нея "
        "моят моята твоя твоят вашия нашия нали"
    ),
    "sr": (
        "koji koja koje koga kome gde kada zašto kako šta ovaj ovo ova ovde tamo onaj taj tako "
        "imam imaš nema nemam može mogu moram mora treba hoću hoćeš nije nisam nisi jeste ćemo "
        "ćete bila bilo bili biti sada onda samo još mnogo malo posle pre zato jer ali molim nešto "
        "ništa sve svoj moja moje tvoj tvoja tvoje naša naše vaša vaše njega njen njegov"
    ),
}

STOPWORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(text.split()) for language, text in _WORDS.items()
}
