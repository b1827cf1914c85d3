from pathlib import Path

from tests.bench.misspellings import MAKE, Misspelling, generated, listed


def test_a_list_is_read_in_either_form(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("recieve receive\nteh->the, then,\n\n  freind\tfriend \n# \nsame same\nalone\n")
    assert list(listed(file)) == [
        Misspelling("recieve", "receive"),
        Misspelling("teh", "the"),
        Misspelling("freind", "friend"),
    ]


def test_generated_ones_are_the_same_every_time() -> None:
    for kind in MAKE:
        made = list(generated("nl", kind))
        assert made == list(generated("nl", kind))
        assert made
        assert all(one.wrong != one.right for one in made)
