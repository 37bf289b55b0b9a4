"""Values put into a query as typed terms.

Takes a query file and terms; gives SPARQL text in which `VALUES ?v { UNDEF }` holds them; knows nothing of stores. Nothing of a user's text
reaches the
query except through `written`, so no value can change what the query does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.store import Term
from ttdn_kb.sparql.query_file import QueryFile

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_BAD_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def written(term: Term) -> str:
    """Writes a term in SPARQL.

    Raises:
        UsageError: `bad-iri` for characters that an IRI may not hold.

    >>> written(Term("literal", 'a "b"', "", "vi")), written(Term("iri", "http://x/y"))
    ('"a \\\\"b\\\\""@vi', '<http://x/y>')
    """
    if term.kind == "iri":
        if _BAD_IRI.search(term.value):
            raise UsageError("bad-iri", "IRI không hợp lệ", term.value, "có ký tự không được phép trong IRI", "chép lại IRI từ kết quả")
        return f"<{term.value}>"
    text = f'"{term.value.translate(_ESCAPES)}"'
    if term.lang:
        return f"{text}@{term.lang}"
    return f"{text}^^<{term.datatype}>" if term.datatype else text


def bind(query: QueryFile, values: Mapping[str, Sequence[Term]]) -> str:
    """Gives the query's text with each named parameter's values in place of UNDEF.

    Args:
        values: parameter name to one or more terms; a parameter that is left out stays UNDEF (no limit).
    """
    text = query.text
    for parameter in query.parameters:
        terms = values.get(parameter.name, ())
        if terms:
            inside = " ".join(written(t) for t in terms)
            pattern = rf"(VALUES\s+\?{parameter.variable}\s*{{)\s*UNDEF\s*(}})"
            # The values are escaped for the replacement: a backslash in them is no group reference.
            text = re.sub(pattern, r"\1 " + inside.replace("\\", r"\\") + r" \2", text)
    return text
