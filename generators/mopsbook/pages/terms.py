"""The words of the glossary for the browser, which marks them in prose with their meaning (assets/mopsbook.js).

It is done there and not in the HTML, so that a changed definition changes one file and not every page that has the word.
"""

import json
import re

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.pages.mentions import plain_sentence

# "Account" and "Change" are everyday words, and a page with every second word underlined is hard to read. Marked are
# abbreviations, and terms of several words.
_TELLING = re.compile(r"(?=.*[A-Z].*[A-Z])[\w/&.-]{2,12}|\w[\w'-]*(?: [\w'-]+){1,3}")


def terms_json(catalog: Catalog) -> bytes:
    """Return {"word": ["definition", "address relative to the root"]} as JSON, sorted by word."""
    found: dict[str, list[str]] = {}
    for term in catalog.of_kind("term") if "term" in catalog.kinds else ():
        if term.status == "retired" or not term.sentence:
            continue
        for word in (term.title, *term.aliases):
            if _TELLING.fullmatch(word):
                found.setdefault(word, [plain_sentence(term, catalog), f"{page_of(term)}/"])
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
