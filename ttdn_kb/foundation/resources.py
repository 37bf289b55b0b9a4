"""The only file that knows where the project's folders are.

Takes nothing; gives the folders `ontology/`, `data/` and `queries/`, from the checkout or from inside an installed wheel, and the folder of the
built store; knows nothing of what is in them. Imports nothing heavy: it stands on the path of every command.
"""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _root() -> str:
    bundled = os.path.join(_PACKAGE, "_resources")
    return bundled if os.path.isdir(bundled) else os.path.dirname(_PACKAGE)


def folder(name: str) -> str:
    """Gives the absolute path of a resource folder.

    Args:
        name: "ontology", "data", "queries" or a path below one of them.

    The environment variable TTDN_HOME names another root that has these three folders (a team's own knowledge base).
    """
    return os.path.join(os.environ.get("TTDN_HOME") or _root(), *name.split("/"))


def store_folder() -> str:
    """Gives the folder of the built store: TTDN_STORE, or a folder of this installation below the user's cache folder."""
    chosen = os.environ.get("TTDN_STORE")
    if chosen:
        return os.path.abspath(chosen)
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    root = os.environ.get("TTDN_HOME") or _root()
    mark = "".join(c if c.isalnum() else "-" for c in root).strip("-")[-60:]
    return os.path.join(cache, "ttdn-kb", mark)
