"""The numbers OFAC's enhanced XML gives to values and kinds of feature: those the sample needs.

Facts of the published format; a renderer that meets a value without a number here fails.
"""

from __future__ import annotations

from collections.abc import Mapping

REFERENCES: Mapping[str, Mapping[str, int]] = {
    "ALIAS TYPE": {"A.K.A.": 1400, "F.K.A.": 1401},
    "COUNTRY": {
        "Cayman Islands": 11230,
        "China": 11065,
        "Dominican Republic": 11079,
        "Haiti": 11102,
        "Turkey": 11205,
        "United States": 11212,
        "Virgin Islands, British": 11278,
    },
    "ENTITY LISTING TYPE": {
        "CAPTA List": 91763,
        "Consolidated List": 91512,
        "FSE List": 91469,
        "Non-SDN CMIC List": 92052,
        "Non-SDN Menu-Based Sanctions List": 91868,
        "Non-SDN Palestinian Legislative Council List": 91243,
        "Sectoral Sanctions Identifications List": 91507,
    },
    "FEATURE DETAIL TYPE": {"DATE": 1430, "LOOKUP": 1431, "TEXT": 1432, "COUNTRY": 1433},
    "ID DOCUMENT TYPE": {"Driver's License No.": 1577, "National ID No.": 1584, "Passport": 1571},
    "LEGAL AUTHORITY": {
        "CISADA": 91414,
        "Executive Order 13608 (Iran/Syria)": 1805,
        "Executive Order 13662 (Ukraine)": 91503,
        "Executive Order 14032 (CMIC)": 92053,
        "Executive Order 14059 (Illicit Drugs)": 91904,
        "General License 4 Under EO 13224 (Terrorism)": 91262,
    },
    "LOCATION PART TYPE": {
        "ADDRESS1": 1451,
        "ADDRESS2": 1452,
        "ADDRESS3": 1453,
        "CITY": 1454,
        "STATE/PROVINCE": 1455,
        "POSTAL CODE": 1456,
    },
    "NAME PART TYPE": {
        "Last Name": 1520,
        "First Name": 1521,
        "Middle Name": 1522,
        "Entity Name": 1525,
        "Nickname": 1528,
    },
    "PROGRAM": {
        "561-Related": 91830,
        "CMIC-EO13959": 92051,
        "FSE-IR": 91233,
        "ILLICIT-DRUGS-EO14059": 91903,
        "NS-PLC": 91055,
        "UKRAINE-EO13662": 91502,
    },
    "RELATIONSHIP TYPE": {"Owned or Controlled By": 15003},
    "RELIABILITY": {"Confirmed": 1560},
    "SANCTIONS TYPE": {
        "13662 Sectoral Directive 1": 91505,
        "561 Full Restrictions": 91416,
        "CMIC Executive Order": 92054,
        "Executive Order 14059 Non-blocking": 92787,
        "Reject": 1706,
    },
    "SCRIPT": {"Chinese Simplified": 20105, "Latin": 20122},
    "SDN TYPE": {"Entity": 601, "Individual": 600},
}

FEATURE_TYPES: Mapping[str, tuple[int, str]] = {
    "Birthdate": (8, "DATE"),
    "Place of Birth": (9, "TEXT"),
    "Nationality Country": (10, "COUNTRY"),
    "Citizenship Country": (11, "COUNTRY"),
    "Gender": (224, "LOOKUP"),
    "SWIFT/BIC": (13, "TEXT"),
    "Effective Date (CMIC)": (867, "DATE"),
    "Purchase/Sales For Divestment Date (CMIC)": (868, "DATE"),
    "Listing Date (CMIC)": (869, "DATE"),
    "Executive Order 13662 Directive Determination -": (204, "LOOKUP"),
    "Executive Order 14059 information:": (1107, "LOOKUP"),
    "Secondary sanctions risk:": (504, "LOOKUP"),
}
"""Number and kind of value, by the label of the feature."""
