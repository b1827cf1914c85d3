"""Pure: in which languages the model hears that is set up for it."""

_ENGLISH_ONLY = (".en", "-en")


def hears(model: str, language: str) -> bool:
    """By its name: models of one language say so. Without a model nobody hears anything."""
    if not model:
        return False
    return language == "en" or not model.endswith(_ENGLISH_ONLY)
