"""Removes from an issue what its template, tools and mailer wrote, as docs/text-cleaning.md describes.

The result is the same, code unit for code unit, as that of the App's ``text.IssueCleaner``, so that a model is trained
on the text that it will see. Tests check both against the vectors in src/test/resources/text-cleaning.jsonl. Every step
is one pass without backtracking.

Lengths are counted in UTF-16 code units, as in Java. Inside this module, a character beyond U+FFFF is therefore stored
as two surrogates, which are joined at the end.
"""

import re
import unicodedata

from model_export.data.word_lists import words

RAW_LIMIT = 40_000  # of a raw body
LINE_LIMIT = 2_000  # of a raw line
BODY_LIMIT = 2_000  # of a clean body, about 500 tokens
TITLE_LIMIT = 256  # of a clean title
CODE_LINE_LIMIT = 160  # of a kept line of a code block
REACH = 300  # how far to look for the end of a tag or of a link's target
RUN_LIMIT = 3  # lines of a log or stack trace that are kept
FIRST_LINES = 4  # lines of a code block that are kept
FENCE = 3

SPACES = frozenset([*map(chr, range(0x21)), "\x7f", "\xa0"])
_SPACE_RUN = re.compile("[\x00-\x20\x7f\xa0]+")
# What Java's String.strip() removes. It keeps no-break spaces.
JAVA_WHITESPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LINE_END = re.compile("[\n\r]")

# Only these are tags. Vec<String> and <your-token> are text.
TAGS = words("html-tag")
_MARKUP = re.compile(r"[<\[\]`*|~]|!\[|https?://")
_ADDRESS_END = re.compile(r"[ \t)>\]\"']")

_HEADING = re.compile(r"#{1,6}(?: |\Z)")
_CHECKBOX = re.compile(r"[-*+] \[[ xX]\]")
_RULE = re.compile(r"[-=_*|:+ ]*")
_FENCE = re.compile(r"`+|~+")
EMPTY_ANSWERS = words("empty-answer")
_ERROR = re.compile(r"Error[: ]|Exception|panicked at|error[:\[]|fatal:|Segmentation fault")
_NUMBERED_HASH = re.compile(r"#[0-9]+ .", re.DOTALL)
_NUMBERED_COLON = re.compile(r"[0-9]+:.", re.DOTALL)
_LEVELS = "|".join(sorted(words("log-level")))
_LOG = re.compile(
    r"\[?[0-9]{4}-[0-9]{2}-"
    r"|[IWEF][0-9]{4} ."
    rf"|\[?(?:{_LEVELS})[\]: |]",
    re.DOTALL,
)


def clean(title: str | None, body: str | None) -> tuple[str, str]:
    """Returns title and body without boilerplate, each cut at a word. None counts as empty."""
    return from_code_units(_title(code_units(title or ""))), from_code_units(_body(code_units(body or "")))


def whole(title: str | None, body: str | None) -> str:
    """Returns the text that models see: the clean title and, on further lines, the clean body if anything is left of
    it.
    """
    clean_title, clean_body = clean(title, body)
    return f"{clean_title}\n{clean_body}" if clean_body else clean_title


def _title(title: str) -> str:
    return cut(plain(head(title, LINE_LIMIT)), TITLE_LIMIT)


def _body(body: str) -> str:
    scanner = _BodyScanner()
    for line in _LINE_END.split(head(body, RAW_LIMIT)):
        # An empty line changes nothing. Beyond the limit nothing is kept.
        if line and (not scanner.accept(head(line, LINE_LIMIT)) or scanner.length > BODY_LIMIT + 1):
            break
    return cut("\n".join(scanner.finish()), BODY_LIMIT)


def code_units(text: str) -> str:
    """Returns the text with each character beyond U+FFFF as two surrogates."""
    return text if text.isascii() else _ASTRAL.sub(_surrogates, text)


def _surrogates(match: re.Match[str]) -> str:
    offset = ord(match[0]) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))


def from_code_units(units: str) -> str:
    """Joins the surrogates of a text."""
    if units.isascii():
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def head(text: str, limit: int) -> str:
    """Returns the first code units, and never half of a surrogate pair."""
    if len(text) <= limit:
        return text
    return text[: limit - 1] if "\ud800" <= text[limit - 1] <= "\udbff" else text[:limit]


def cut(text: str, limit: int) -> str:
    """Returns the first code units, cut at white space if there is any in the last half."""
    if len(text) <= limit:
        return text
    end = limit
    while end > limit // 2 and text[end] not in SPACES:
        end -= 1
    return text[:end].strip(JAVA_WHITESPACE) if text[end] in SPACES else head(text, limit)


def collapse(text: str) -> str:
    """Replaces runs of white space and control characters by one space, and removes them at the ends."""
    return _SPACE_RUN.sub(" ", text).strip(" ")


def plain(line: str) -> str:
    """Converts a line of Markdown to text: links to their text, addresses to their host, tags and marks to nothing."""
    out = []
    at = 0
    while found := _MARKUP.search(line, at):
        start = found.start()
        out.append(line[at:start])
        written, at = _step(line, start, found[0])
        out.append(written)
    out.append(line[at:])
    return _bare(collapse("".join(out)))


def _step(line: str, at: int, markup: str) -> tuple[str, int]:
    """Returns the text for the markup that starts here, and the position after it."""
    match markup:
        case "<":
            end = _tag_end(line, at)
            return (" ", end) if end > at else ("<", at + 1)
        case "]":
            end = line.find(")", at + 2, at + 2 + REACH) if line.startswith("](", at) else -1
            return "", (end if end >= 0 else at) + 1
        case "[" | "![":
            return "", at + len(markup)
        case "http://" | "https://":
            start = at + len(markup)
            found = _ADDRESS_END.search(line, start)
            end = found.start() if found else len(line)
            return line[start:end].partition("/")[0], end
        case _:
            return " ", at + 1


def _tag_end(line: str, at: int) -> int:
    """Returns the end of the HTML tag that starts here, or `at` if none does."""
    start = name_end = at + 2 if line.startswith("/", at + 1) else at + 1
    while name_end < len(line) and _is_letter_or_digit(line[name_end]):
        name_end += 1
    if line[start:name_end].lower() not in TAGS:
        return at
    end = line.find(">", name_end, name_end + REACH)
    return end + 1 if end >= 0 else at


def _is_letter_or_digit(unit: str) -> bool:
    if unit.isascii():
        return unit.isalnum()
    category = unicodedata.category(unit)
    return category[0] == "L" or category == "Nd"


def _bare(text: str) -> str:
    """Removes the signs of a quote, a heading or a list at the start."""
    text = text.lstrip("># ")
    return text[2:] if text[:2] in ("- ", "+ ", "• ") else text


def _is_boilerplate(line: str) -> bool:
    """Returns whether a line is a heading, check box, rule, table rule, or an empty answer."""
    return bool(
        _HEADING.match(line)
        or _is_bold(line)
        or _CHECKBOX.match(line)
        or _RULE.fullmatch(line)
        or line.lower() in EMPTY_ANSWERS
    )


def _is_bold(line: str) -> bool:
    return (
        len(line) > 4 and line.startswith("**") and line.find("**", 2) >= len(line) - 3 and line.endswith(("**", "**:"))
    )


def _is_machine(line: str) -> bool:
    """Returns whether a program wrote the line: a log record or a frame of a stack trace."""
    return bool(
        (line.startswith("at ") and line.endswith((")", "]")))
        or (line.startswith('File "') and ", line " in line)
        or _NUMBERED_HASH.match(line)
        or (_NUMBERED_COLON.match(line) and ("::" in line or "0x" in line))
        or _LOG.match(line)
    )


def _fence_length(stripped: str) -> int:
    found = _FENCE.match(stripped)
    return found.end() if found else 0


class _CodeBlock:
    """A shortened code block: its first lines, and the last line that names an error."""

    def __init__(self) -> None:
        self.first: list[str] = []
        self.error = ""
        self.fence = ""
        self.width = 0

    def is_open(self) -> bool:
        return self.width > 0

    def opens(self, line: str) -> bool:
        """Starts a block if the line is a fence of three or more backticks or tildes."""
        stripped = line.strip(JAVA_WHITESPACE)
        length = _fence_length(stripped)
        # A line like ```code``` is code within a sentence, not a block.
        if length < FENCE or (stripped[0] == "`" and "`" in stripped[length:]):
            return False
        self.fence, self.width = stripped[0], length
        return True

    def accept(self, line: str) -> bool:
        """Reads a line of the block. Returns True if it is the closing fence."""
        stripped = collapse(line)
        if not stripped:
            return False
        length = _fence_length(stripped)
        if stripped[0] == self.fence and length >= self.width and length == len(stripped):
            return True
        if len(self.first) < FIRST_LINES:
            self.first.append(cut(stripped, CODE_LINE_LIMIT))
        elif _ERROR.search(stripped):
            self.error = cut(stripped, CODE_LINE_LIMIT)
        return False

    def close(self) -> list[str]:
        """Ends the block and returns the lines that are kept."""
        kept = [*self.first, self.error] if self.error else self.first
        self.__init__()
        return kept


class _BodyScanner:
    """Reads a body line by line and tracks code blocks, comments and runs of machine-written lines."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.length = 0  # of the kept lines with their line breaks
        self.code = _CodeBlock()
        self.in_comment = False
        self.in_reply = False
        self.run = 0

    def accept(self, line: str) -> bool:
        """Reads the next line. Returns False if the rest of the body is left out."""
        if self.code.is_open():
            if self.code.accept(line):
                self._add(self.code.close())
            return True
        if not self.in_comment and self.code.opens(line):
            return True
        stripped = collapse(self._without_comments(line))
        if stripped.startswith("-----Original Message-----"):
            return False
        if stripped.startswith("On ") and stripped.endswith("wrote:"):
            self.in_reply = True
            return True
        if self.in_reply and (not stripped or stripped.startswith(">")):
            return True
        self.in_reply = False
        self._keep(stripped)
        return True

    def finish(self) -> list[str]:
        """Returns all kept lines. A code block that is still open ends here."""
        if self.code.is_open():
            self._add(self.code.close())
        return self.kept

    def _add(self, lines: list[str]) -> None:
        self.kept += lines
        self.length += sum(len(line) + 1 for line in lines)

    def _keep(self, stripped: str) -> None:
        if not stripped or _is_boilerplate(stripped):
            return
        self.run = self.run + 1 if _is_machine(stripped) else 0
        if self.run <= RUN_LIMIT and (text := plain(stripped)):
            self._add([text])

    def _without_comments(self, line: str) -> str:
        """Removes the parts of a line that are in HTML comments. An unclosed comment hides everything after it."""
        visible = []
        at = 0
        while at < len(line):
            mark = "-->" if self.in_comment else "<!--"
            found = line.find(mark, at)
            if not self.in_comment:
                visible.append(line[at:] if found < 0 else line[at:found])
            if found < 0:
                break
            at = found + len(mark)
            self.in_comment = not self.in_comment
        return "".join(visible)
