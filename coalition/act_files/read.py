"""One file of a reference text, whatever its format: bytes in, clauses or named problems out. Pure."""

from coalition.act_files.markdown import read_markdown
from coalition.act_files.records import MAX_BYTES, FileProblem, ReadAct, UnreadableActFile
from coalition.act_files.table import read_csv


def _read_docx(body: bytes) -> tuple[ReadAct, list[FileProblem]]:
    from coalition.act_files.word import read_docx  # python-docx is 18 MB in every process: only when asked for

    return read_docx(body)


READERS = {"md": read_markdown, "markdown": read_markdown, "txt": read_markdown, "csv": read_csv, "docx": _read_docx}
SHOWN_PROBLEMS = 50


def read_act(file_name: str, body: bytes) -> ReadAct:
    """What the file says, by the end of its name. Raises UnreadableActFile with every problem and its place."""
    reader = READERS.get(file_name.rpartition(".")[2].casefold())
    if reader is None:
        raise _refused(file_name, "its name must end in .md, .docx or .csv")
    if len(body) > MAX_BYTES:
        raise _refused(file_name, "it is larger than 5 MB")
    if not body.strip():
        raise _refused(file_name, "it is empty")
    try:
        act, problems = reader(body)
    except ValueError as error:
        raise _refused(file_name, str(error)) from error
    if problems:
        raise UnreadableActFile(file_name, problems[:SHOWN_PROBLEMS])
    return act


def _refused(file_name: str, reason: str) -> UnreadableActFile:
    return UnreadableActFile(file_name, [FileProblem("", reason)])
