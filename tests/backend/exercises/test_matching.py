import pytest

from backend.exercises.matching import Closeness, match
from backend.exercises.matching_words import is_slip
from backend.exercises.tongues.registry import tongue_of

SAME, SLIP, FORM, NEAR, FAR = Closeness

CASES = [
    # the same text
    ("I have a dog.", "i have a dog", SAME),
    ("It’s mine", "It's mine.", SAME),
    ("ik ben thuis", "Ik ben thuis.", SAME),
    ("„Ja”, zei hij", "Ja, zei hij.", SAME),
    ("ein\u0301", "eiń", SAME),
    ("МОЯ СОБАКА", "Моя собака.", SAME),
    ("е\u0308лка", "ёлка", SAME),
    ("Имам пса!", "имам пса", SAME),
    # one slip of the finger in a word of five letters or more
    ("beautifull", "beautiful", SLIP),
    ("beatiful", "beautiful", SLIP),
    ("tommorow", "tomorrow", SLIP),
    ("kitchin", "kitchen", FORM),
    ("kichen", "kitchen", SLIP),
    ("gezelig", "gezellig", SLIP),
    ("fietsenn", "fietsen", SLIP),
    ("huisj", "huisje", FORM),
    ("vandag", "vandaag", SLIP),
    ("voorbeled", "voorbeeld", SLIP),
    ("собкаа", "собака", SLIP),
    ("здраствуйте", "здравствуйте", SLIP),
    ("škoola", "škola", SLIP),
    # neighbours swapped
    ("freind", "friend", SLIP),
    ("wiht", "with", FORM),
    ("recieve", "receive", SLIP),
    ("mogren", "morgen", SLIP),
    ("привте", "привет", SLIP),
    # two slips in a word of nine letters or more
    ("responsibilty", "responsibility", SLIP),
    ("resposibilty", "responsibility", SLIP),
    ("verantwordelijkheid", "verantwoordelijkheid", SLIP),
    ("resposiblty", "responsibility", FORM),
    # no typing slip at four letters or fewer: most of them are other words
    ("form", "from", FORM),
    ("then", "than", FORM),
    ("word", "wordt", FORM),
    ("huid", "huis", FORM),
    ("hof", "hoe", NEAR),
    ("лук", "люк", NEAR),
    ("кот", "код", NEAR),
    # accents and apostrophes are never worth a second tap
    ("een", "één", SLIP),
    ("cafe", "café", SLIP),
    ("zon", "zo'n", SLIP),
    ("dont", "don't", SLIP),
    ("елка", "ёлка", SLIP),
    ("kuca", "kuća", SLIP),
    ("coordinatie", "coördinatie", SLIP),
    # but a letter of its own is no accent
    ("мои", "мой", NEAR),
    ("великии", "великий", FORM),
    # endings carry the grammar
    ("walks", "walked", FORM),
    ("working", "worked", NEAR),
    ("werkt", "werken", FORM),
    ("werkte", "werkten", FORM),
    ("lopen", "loopt", NEAR),
    ("собаку", "собака", FORM),
    ("kuću", "kuća", FORM),
    ("книги", "книга", FORM),
    # another first letter makes another word
    ("water", "later", NEAR),
    ("mitchen", "kitchen", NEAR),
    # sentences
    ("I have a beatiful dog", "I have a beautiful dog", SLIP),
    ("I has a beatiful dog", "I have a beautiful dog", NEAR),
    ("He walk to school", "He walks to school", FORM),
    ("Ik heb honger nu", "Ik heb nu honger", NEAR),
    ("Hij loopt naar huis toe", "Hij loopt naar huis", NEAR),
    ("I am hungry very", "I am very hungry", NEAR),
    ("Я очень хочу есть", "Я хочу есть", NEAR),
    ("beatiful kichen", "beautiful kitchen", FORM),
    ("hello", "Waarom ben je boos?", FAR),
    ("I don't know", "Mijn broer heeft twee dochters.", FAR),
    ("кошка", "велосипед", FAR),
    ("asdf", "goed", FAR),
]


@pytest.mark.parametrize(("said", "accepted", "closeness"), CASES)
def test_an_answer_is_as_near_as_it_looks(said: str, accepted: str, closeness: Closeness) -> None:
    assert match(said, [accepted]).closeness is closeness


@pytest.mark.parametrize(
    ("said", "right", "other"),
    [
        ("desert", "dessert", "desert"),
        ("bommen", "bomen", "bommen"),
        ("weer", "wéér", "weer"),
        ("dinner", "diner", "dinner"),
        ("quiet", "quite", "quiet"),
        ("замок", "за́мок", "замок"),
    ],
)
class TestAWordKnownToBeWrong:
    def test_is_never_forgiven_as_a_slip(self, said: str, right: str, other: str) -> None:
        assert match(said, [right]).closeness is Closeness.slip
        assert match(said, [right], others=[other]).closeness is not Closeness.slip

    def test_nor_within_a_sentence(self, said: str, right: str, other: str) -> None:
        found = match(f"dit is {said}", [f"dit is {right}"], others=[f"dit is {other}"])
        assert found.closeness is not Closeness.slip


class TestMatch:
    def test_finds_the_nearest_of_several(self) -> None:
        accepted = ["I am at home.", "I'm at home.", "I am home."]
        assert match("im at home", accepted).accepted == "I'm at home."

    def test_far_from_all_of_them_gives_the_model_answer(self) -> None:
        found = match("zzz", ["Model answer here.", "Zo."])
        assert (found.closeness, found.accepted) == (Closeness.far, "Model answer here.")

    def test_so_does_another_script_however_near_its_figures_are(self) -> None:
        accepted = ["Срещата е днес.", "Тя е на 12.11.2026 от 14.30."]
        found = match("na 12.11.2026 14.30", accepted, tongue=tongue_of("bg"))
        assert (found.closeness, found.accepted) == (Closeness.far, accepted[0])

    def test_words_of_the_right_answer_are_no_taboo(self) -> None:
        others = ["I has a beautiful dog"]
        found = match("I have a beatiful dog", ["I have a beautiful dog"], others=others)
        assert found.closeness is Closeness.slip
        found = match("weer weer", ["wéér weer"], others=["weer dit"])
        assert found.closeness is Closeness.slip

    def test_forgives_one_slip_in_a_short_answer_and_two_in_a_long_one(self) -> None:
        long = "yesterday my brother bought another beautiful kitchen table there"
        twice = long.replace("beautiful", "beatiful").replace("kitchen", "kichen")
        thrice = twice.replace("brother", "broter")
        assert match(twice, [long]).closeness is Closeness.slip
        assert match(thrice, [long]).closeness is Closeness.form

    def test_does_not_depend_on_the_order_of_equals(self) -> None:
        assert match("b", ["a b", "b"]).accepted == match("b", ["b", "a b"]).accepted == "b"


@pytest.mark.parametrize("length", range(1, 5))
def test_no_typo_is_forgiven_in_a_word_of_up_to_four_letters(length: int) -> None:
    right = "stam"[:length]
    for place in range(length):
        for letter in "aeioubdkt":
            said = right[:place] + letter + right[place + 1 :]
            assert said == right or not is_slip(said, right)
    assert not is_slip(right + right[-1], right)
