"""The statements of a script, those inside its DO blocks as well."""

from collections.abc import Iterator
from dataclasses import replace

from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Form, Fragment, Unreadable
from golive.sqltext.statements import Kind, Statement, Token, split


def statements(text: str) -> Iterator[Statement]:
    """In their order; what a block puts together at run time (EXECUTE) cannot be read."""
    for statement in split(text):
        if statement.words[:1] == ("DO",):
            yield from _inside(statement)
        else:
            yield statement


def _inside(block: Statement) -> Iterator[Statement]:
    body = next((token for token in block.tokens if token.kind is Kind.STRING), None)
    if body is None:
        return
    mark = body.text[: body.text.find("$", 1) + 1] if body.text.startswith("$") else "'"
    try:
        fragments = read(body.text[len(mark) : -len(mark)]).fragments
    except Unreadable:
        return
    above = block.line - 1 + block.text.count("\n", 0, body.start)
    for fragment in fragments:
        if fragment.form in (Form.COMMAND, Form.OTHER) and fragment.tokens:
            one = _alone(fragment)
            yield replace(one, line=one.line + above)


def _alone(fragment: Fragment) -> Statement:
    """A statement of a body as one that stands by itself."""
    text, found, end = "", [], None
    for token in fragment.tokens:
        text += " " if text and end != token.start else ""
        found.append(Token(token.kind, token.text, len(text)))
        text, end = text + token.text, token.start + len(token.text)
    return Statement(text, fragment.line, tuple(found), ended=True)
