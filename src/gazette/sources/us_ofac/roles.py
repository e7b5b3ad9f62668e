"""Recognise an office, rank, membership or kinship in a clause of the remarks.

In: a clause. Out: whether it states a role. A role is one of the words of `_ROLE_WORDS` with only
capitalised names and the words of `_BETWEEN` before it (`Chairman of X`, `Director, X`, `X Bank
representative`, `Former Deputy Minister of X`). Not here: labels, and what a role means.
"""

from __future__ import annotations

import re

_ROLE_WORDS = (
    # Heads of something.
    "administrator|chair|chairman|chairperson|chairwoman|chancellor|chef|chief|co-founder|commandant|"
    "commander|coordinator|dean|director|emir|executive|figure|founder|governor|head|king|leader|"
    "manager|mayor|owner|president|prince|principal|rector|ruler|secretary|speaker|superintendent|"
    "supervisor|treasurer|warden|"
    # Public offices.
    "adviser|advisor|aide|ambassador|attache|attorney|auditor|commissioner|congressman|congresswoman|"
    "constituent|consul|counsellor|counselor|delegate|deputy|diplomat|envoy|inspector|investigator|"
    "judge|justice|legislator|magistrate|minister|ombudsman|parliamentarian|plenipotentiary|"
    "prosecutor|quartermaster|registrar|senator|spokesman|spokesperson|spokeswoman|"
    # Members, staff and professions.
    "accountant|agent|assistant|associate|banker|businessman|businesswoman|captain|colleague|dealer|"
    "designer|developer|doctor|dr|editor|employee|engineer|financier|hacker|lawyer|lecturer|member|"
    "mp|officer|official|operative|partner|physician|pilot|professor|recruiter|representative|"
    "researcher|scientist|shareholder|smuggler|spy|trader|trafficker|contadora|ceo|cfo|coo|cto|"
    # Ranks.
    "admiral|brigadier|colonel|commodore|corporal|general|lieutenant|lt|major|marshal|sergeant|"
    # Titles of religion and honor.
    "ayatollah|bishop|haji|hajj|hajji|hojatoleslam|hojjatoleslam|imam|maulana|maulavi|maulawi|moulana|"
    "mufti|mulawi|mullah|patriarch|qari|sayyid|shaykh|sheikh|ustad|ustadz|"
    # Kin.
    "brother|child|children|cousin|daughter|father|half-brother|half-sister|husband|mother|nephew|"
    "niece|relative|sister|son|spouse|uncle|widow|wife|"
    # Standing before a court.
    "fugitive|indictee"
)
_BETWEEN = (
    # Particles of names.
    "a|al-\\S+|an-\\S+|and|at|at-\\S+|bin|d'\\S+|da|de|del|di|do|dos|du|el-\\S+|for|in|of|on|or|the|to|&|"
    # What qualifies an office.
    "acting|alternate|current|deputy|eldest|executive|former|general|managing|presidential|prime|"
    "regional|scientific|second|senior|so-called|special|sub|vice|youngest|"
    # What an office is of, where OFAC writes it small.
    "air|armed|army|brigade|bureau|cabinet|command|council|defense|force|forces|guard|intelligence|"
    "land|military|naval|navy|party|police|political|security|staff|state|tribal"
)
_ROLE = re.compile(
    rf"(?:(?:[\"'(<]?[A-Z0-9]\S*|-|(?:{_BETWEEN}),?)\s+)*?"
    rf"(?:[\"'(]?[\w'-]+-)?(?i:{_ROLE_WORDS})(?:-\w+)*(?=[\s,:.()&]|\Z)"
)
_PARTY = re.compile(r"(?:HAMAS|PFLP|DFLP)(?: - [A-Z].*)?")
"""Party and district of the members of the Palestinian Legislative Council (list NS-PLC)."""


def is_role(clause: str) -> bool:
    """Whether the clause states what its subject is: an office, a rank, a membership, a kinship."""
    return _ROLE.match(clause) is not None or _PARTY.fullmatch(clause) is not None
