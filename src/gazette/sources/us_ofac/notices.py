"""The table of the legal texts that OFAC's listings carry, labelled and free.

In: a label, or a sentence of the remarks. Out: the topic it is about, one of `TOPICS`. A row is a
label or the general form of a sentence, never a single entry's text. Not here: roles and identifiers.
"""

from __future__ import annotations

import re

from gazette.model.facts import Notice

TOPICS = {
    "directive": "a sectoral or other directive the subject is under",
    "legal-basis": "the determination or authority behind the listing",
    "menu-based": "which measures of a menu apply",
    "more-information": "where to read more",
    "prohibition": "what is prohibited, or must continue to be blocked",
    "scope": "which offices or places the listing covers, and whom it does not mean",
    "secondary-sanctions": "the risk for others who deal with the subject",
}

LABELS: dict[str, str] = {
    "Additional Sanctions Information -": "secondary-sanctions",
    "CAATSA Section 235 Information:": "menu-based",
    "Executive Order 13645 Determination -": "legal-basis",
    "Executive Order 13662 Directive Determination -": "directive",
    "Executive Order 13846 information:": "menu-based",
    "Executive Order 14014 Directive Information:": "directive",
    "Executive Order 14024 Directive Information": "directive",
    "Executive Order 14024 Directive Information -": "directive",
    "Executive Order 14059 information:": "menu-based",
    "For more information, please see:": "more-information",
    "IFCA Determination -": "legal-basis",
    "PEESA Information:": "menu-based",
    "Secondary sanctions risk:": "secondary-sanctions",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:": (
        "prohibition"
    ),
}

_FORMS: tuple[tuple[str, str], ...] = (
    (r"Executive Order \d{5} Directive (?:Determination|[Ii]nformation)(?::| -)?", "directive"),
    (r"Executive Order \d{5} Determination(?::| -)", "legal-basis"),
    (r"Executive Order \d{5} [Ii]nformation(?::| -)?", "menu-based"),
    (r"[A-Z]{4,8} (?:Section \d+ )?Information(?::| -)", "menu-based"),
    (r"[A-Z]{4,8} Determination(?::| -)", "legal-basis"),
)
"""Labels of orders and acts to come, in the words of those in `LABELS`."""

_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        r"[Ff]or more information(?: on [a-z ]+)?, please \w+ (?:the following link)?:? ?http",
        "more-information",
    ),
    (r"(?:Alternatively|Please|To read more)\b.*https?://", "more-information"),
    (r"U\.S\. Persons Must Continue to Block ", "prohibition"),
    (r"United States financial institutions are prohibited from ", "prohibition"),
    (r"(?:and )?(?:all|any) (?:other )?(?:offices?|branch(?:es)?|locations?)\b", "scope"),
    (r"(?:and other|only) (?:offices?|branch(?:es)?|locations?) (?:in|within) ", "scope"),
    (r"(?:offices?|branch(?:es)?|locations?) in .* (?:only|is not designated)\Z", "scope"),
    (r".* (?:office|branch|location)s? only\Z", "scope"),
    (r"<?head office>?\Z", "scope"),
    (r"This designation (?:refers|does not refer) to ", "scope"),
    (r".* is a separate and distinct entity from ", "scope"),
)
"""Sentences without a label, by how they begin or what they are, in any case of letters."""

_LABEL_FORMS = tuple((re.compile(form), topic) for form, topic in _FORMS)
_SENTENCE_FORMS = tuple((re.compile(form, re.IGNORECASE), topic) for form, topic in _SENTENCES)
_TWO = re.compile(
    r"(?P<first>all (?:offices|branches|locations) worldwide)\. (?P<rest>\S.*)", re.IGNORECASE
)


def label_form(clause: str) -> tuple[str, str] | None:
    """The label of a general form at the start of a clause, and its topic."""
    for form, topic in _LABEL_FORMS:
        if found := form.match(clause):
            return found.group(), topic
    return None


def sentences(text: str) -> tuple[Notice, ...]:
    """The notices that a sentence without a label is; none where no row knows it.

    `All offices worldwide. For more information …` is two in one (SDN and SSI listings of 2014).
    """
    if found := _TWO.fullmatch(text):
        return sentences(found["first"]) + sentences(found["rest"])
    for form, topic in _SENTENCE_FORMS:
        if form.match(text):
            return (Notice(topic, text),)
    return ()
