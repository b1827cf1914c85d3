"""`python -m backend.catalogue.check [language …]`: checks the files; exit 1 on a problem."""

import sys
from collections import Counter

from backend.catalogue.checks import problems
from backend.catalogue.files import CatalogueError, languages, read


def main(codes: list[str]) -> int:
    failed = False
    for code in codes or languages():
        try:
            shelf, places = read(code)
        except CatalogueError as error:
            print(error)
            failed = True
            continue
        for key, problem in problems(shelf):
            print(f"{places.get(key, code)}: {key + ': ' if key else ''}{problem}")
            failed = True
        kinds = Counter(item.content.kind for item in shelf.items)
        table = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        print(f"{code}: {len(shelf.items)} exercises ({table}), {len(shelf.skills)} skills")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
