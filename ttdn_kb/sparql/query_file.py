"""A `.rq` file with its header.

Takes the text of a query file; gives its header fields, parameters and body; knows nothing of stores. A header line is `#+ key: value`; a
value may go
on in the next line `#+   ...`. A file stays valid SPARQL 1.1 and runs alone in any SPARQL tool.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from ttdn_kb.foundation.errors import TtdnError


class Parameter(NamedTuple):
    """A value that a question takes.

    Attributes:
        name: option name on the command line.
        variable: the SPARQL variable whose `VALUES ?variable { UNDEF }` it fills.
        kind: "iri", "string" or "date".
        choices: name of the file in queries/choices/ that lists the values, "" for free values.
        label_vi, label_en: what a user sees.
        required: a question without it has no answer.
    """

    name: str
    variable: str
    kind: str
    choices: str
    label_vi: str
    label_en: str
    required: bool


class QueryFile(NamedTuple):
    """A query with its header.

    Attributes:
        id: file name without ending.
        path: where it was read.
        header: every header field, `key@lang` included.
        parameters: in the order of the header.
        columns: the columns to show, in order; () shows all.
        text: the SPARQL text, header included.
    """

    id: str
    path: str
    header: dict[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str

    def label(self, key: str, lang: str) -> str:
        """Gives a header field in a language, Vietnamese where the language is missing."""
        return self.header.get(f"{key}@{lang}") or self.header.get(f"{key}@vi") or self.header.get(key, "")


_HEADER = re.compile(r"#\+ ?(.*)")
_FIELD = re.compile(r"([a-z][a-z-]*(?:@[a-z]+)?):\s*(.*)")


def parse(text: str, path: str) -> QueryFile:
    """Reads a query file's text.

    Raises:
        TtdnError: `bad-query-header` for a parameter without variable or a variable that the query does not limit by VALUES.

    >>> q = parse("#+ title@vi: Ai?\\n#+ param: topic; var=topicIri; type=iri; choices=topics; label@vi=Chủ đề\\n"
    ...           "SELECT ?a WHERE { VALUES ?topicIri { UNDEF } ?a ?b ?topicIri }", "queries/questions/x.rq")
    >>> q.id, q.parameters[0].variable, q.label("title", "en")
    ('x', 'topicIri', 'Ai?')
    """
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    last = ""
    for line in text.splitlines():
        match = _HEADER.match(line)
        if not match:
            continue
        found = _FIELD.match(match.group(1))
        if found and not match.group(1).startswith(" "):
            last = found.group(1)
            if last == "param":
                parameters.append(_parameter(found.group(2), path))
            else:
                header[last] = found.group(2).strip()
        elif last and last != "param":
            header[last] = f"{header[last]} {match.group(1).strip()}".strip()
    for parameter in parameters:
        if not re.search(rf"VALUES\s+\?{parameter.variable}\s*{{\s*UNDEF\s*}}", text):
            raise TtdnError(
                "bad-query-header",
                "Phần đầu của tệp câu hỏi sai",
                path,
                f"tham số {parameter.name} cần dòng VALUES ?{parameter.variable} {{ UNDEF }} trong câu hỏi",
                "thêm dòng đó vào nhóm mẫu mà tham số giới hạn",
            )
    columns = tuple(c.strip() for c in header.get("columns", "").split(",") if c.strip())
    name = os.path.splitext(os.path.basename(path))[0]
    return QueryFile(name, path, header, tuple(parameters), columns, text)


def _parameter(line: str, path: str) -> Parameter:
    first, *rest = [part.strip() for part in line.split(";")]
    fields = dict(part.split("=", 1) for part in rest if "=" in part)
    if "var" not in fields:
        raise TtdnError(
            "bad-query-header", "Phần đầu của tệp câu hỏi sai", path, f"tham số {first} thiếu var=...", "viết: #+ param: tên; var=biến; type=iri"
        )
    return Parameter(
        first,
        fields["var"],
        fields.get("type", "iri"),
        fields.get("choices", ""),
        fields.get("label@vi", first),
        fields.get("label@en", first),
        "required" in rest,
    )


def read(path: str) -> QueryFile:
    """Reads a query file from disk."""
    with open(path, encoding="utf-8") as file:
        return parse(file.read(), path)


def read_folder(folder: str) -> list[QueryFile]:
    """Reads all `.rq` files of a folder, by name; an absent folder is empty."""
    if not os.path.isdir(folder):
        return []
    return [read(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".rq")]
