"""The table of OFAC's identifier labels and the canonical type each stands for.

In: a label as published. Out: its type, a slug (`passport`, `tax-id`, `imo`). The labels are those of
OFAC's reference tables (enhanced XML, `ID DOCUMENT TYPE` and feature types) and, at the end, those
written by hand in remarks. Not here: facts that are no identifiers (`labels`).
"""

from __future__ import annotations

import re

TYPES: dict[str, str] = {
    # Passports and travel documents.
    "Passport": "passport",
    "Diplomatic Passport": "diplomatic-passport",
    "British National Overseas Passport": "passport",
    "Stateless Person Passport": "passport",
    "Travel Document Number": "travel-document",
    "Seafarer's Identification Document": "seafarer-id",
    "VisaNumberID": "visa",
    "SRE Permit No.": "permit",
    "Permit Number": "permit",
    "Immigration No.": "immigration-number",
    "Public Security and Immigration No.": "immigration-number",
    "Refugee ID Card": "refugee-id",
    "Stateless Person ID Card": "stateless-id",
    # National identity.
    "National ID No.": "national-id",
    "Bosnian Personal ID No.": "national-id",
    "Kenyan ID No.": "national-id",
    "Moroccan Personal ID No.": "national-id",
    "Personal ID Card": "national-id",
    "Tazkira National ID Card": "national-id",
    "Turkish Identification Number": "national-id",
    "UAE Identification": "national-id",
    "CNP (Personal Numerical Code)": "national-id",
    "C.I.N.": "national-id",
    "Citizen's Card Number": "national-id",
    "Numero de Identidad": "national-id",
    "Cedula No.": "cedula",
    "C.U.I.": "cui",
    "C.U.I.P.": "cuip",
    "C.U.R.P.": "curp",
    "D.N.I.": "dni",
    "N.I.E.": "nie",
    "LE Number": "electoral-id",
    "Credencial electoral": "electoral-id",
    "Electoral Registry No.": "electoral-id",
    "I.F.E.": "electoral-id",
    "SSN": "ssn",
    "National Foreign ID Number": "foreign-id",
    "Residency Number": "residency-number",
    "Romanian Permanent Resident": "residency-number",
    "Birth Certificate Number": "birth-certificate",
    "Driver's License No.": "drivers-license",
    "Pilot License Number": "pilot-license",
    "Cartilla de Servicio Militar Nacional": "military-id",
    "Military Registration Number": "military-id",
    "Chinese Commercial Code": "chinese-commercial-code",
    "Identification Number": "identification-number",
    # Taxes.
    "Tax ID No.": "tax-id",
    "C.I.F.": "tax-id",
    "C.U.I.T.": "cuit",
    "Fiscal Code": "tax-id",
    "Italian Fiscal Code": "tax-id",
    "N.I.F.": "tax-id",
    "NIT #": "nit",
    "Numero Unico de Identificacao Tributaria (NUIT)": "nuit",
    "Paraguayan tax identification number": "tax-id",
    "R.F.C.": "rfc",
    "RFC": "rfc",
    "RIF #": "rif",
    "RSIN": "tax-id",
    "RTN": "tax-id",
    "RUC #": "ruc",
    "Romanian Tax Registration": "tax-id",
    "US FEIN": "fein",
    "V.A.T. Number": "vat",
    "Global Intermediary Identification Number": "giin",
    # Registers of companies and other bodies.
    "Registration Number": "registration-number",
    "Registration ID": "registration-number",
    "Branch Unit Number": "registration-number",
    "Business Number": "registration-number",
    "Business Registration Document #": "registration-number",
    "Business Registration Number": "registration-number",
    "C.R. No.": "registration-number",
    "Central Registration System Number": "registration-number",
    "Certificate of Incorporation Number": "registration-number",
    "Chamber of Commerce Number": "registration-number",
    "Commercial Registry Number": "registration-number",
    "Company Number": "company-number",
    "Dubai Chamber of Commerce Membership No.": "registration-number",
    "Economic Register Number (CBLS)": "registration-number",
    "Enterprise Number": "registration-number",
    "File Number": "registration-number",
    "Folio Mercantil No.": "registration-number",
    "Istanbul Chamber of Comm. No.": "registration-number",
    "Matricula Mercantil No": "registration-number",
    "Organization Code": "organization-code",
    "Public Registration Number": "registration-number",
    "Registered Charity No.": "charity-number",
    "Registration Certificate Number (Dubai)": "registration-number",
    "Romanian C.R.": "registration-number",
    "Russian State Individual Business Registration Number Pattern (OGRNIP)": "ogrnip",
    "UK Company Number": "company-number",
    "Unified Social Credit Code (USCC)": "uscc",
    "United Social Credit Code Certificate (USCCC)": "uscc",
    "Government Gazette Number": "government-gazette-number",
    "License": "license",
    "Trade License No.": "license",
    "Tourism License No.": "license",
    "Afghan Money Service Provider License Number": "license",
    "MSB Registration Number": "license",
    "Trademark number": "trademark",
    "Legal Entity Number": "lei",
    "D-U-N-S Number": "duns",
    # Finance.
    "SWIFT/BIC": "bic",
    "BIK (RU)": "bik",
    "ISIN": "isin",
    "Equity Ticker": "ticker",
    "MICEX Code": "micex",
    # Ships, aircraft and places.
    "Vessel Registration Identification": "vessel-registration",
    "MMSI": "mmsi",
    "UN/LOCODE": "un-locode",
    "Aircraft Construction Number (also called L/N or S/N or F/N)": "construction-number",
    "Aircraft Manufacturer's Serial Number (MSN)": "serial-number",
    "Aircraft Mode S Transponder Code": "mode-s",
    "Aircraft Serial Identification": "serial-number",
    "Aircraft Tail Number": "tail-number",
    "Previous Aircraft Tail Number": "previous-tail-number",
    "Serial No.": "serial-number",
    # Written by hand in remarks.
    "BIC Container Code": "container-code",
    "Company ID": "registration-number",
    "Federal ID Card": "national-id",
    "International Maritime Organization No.": "imo",
    "Passport Booklet": "passport",
    "Passport No.": "passport",
    "RUT #": "tax-id",
    "Tarjeta Profesional": "professional-license",
    "Turkish Identificiation Number": "national-id",
}

OTHER = "other"
"""The type of an identifier whose label no row knows, but whose words are all of `_WORDS`."""

_WORDS = (
    "Account|Alien|Bank|Birth|Border|Branch|Business|Card|Central|Certificate|Chamber|Charity|Citizen|"
    "Citizenship|Civil|Code|Commerce|Commercial|Company|Corporate|Customs|Diplomatic|Document|Economic|"
    "Electoral|Employer|Enterprise|Entity|Establishment|Family|File|Fiscal|Foreign|Foreigner|Free|"
    "Health|ID|Identification|Identity|Immigration|Incorporation|Individual|Insurance|Investor|Labor|"
    "Legal|Legalization|License|Licence|Marine|Membership|Mercantile|Military|National|Operator|"
    "Organization|Passport|Patent|Pension|Permanent|Permit|Personal|Professional|Public|Reference|"
    "Refugee|Register|Registered|Registration|Registry|Residence|Residency|Resident|Security|Service|"
    "Social|State|Statistical|Tax|Taxpayer|Trade|Trademark|Travel|Unified|Unique|Vessel|Visa|Voter|"
    "Work|Zone|and|of|the"
)
_NUMBER_WORDS = r"Number|No\.?|Nr\.?|#|ID|ID No\.|Code"
_GENERAL = re.compile(rf"(?:[A-Z][a-z]+ )?(?:(?:{_WORDS}) )+(?:{_NUMBER_WORDS})(?=[ :])")

_ENCLOSED = re.compile(r"\(\d+\)")
_IMO = re.compile(r"IMO\s*:?\s*(?P<number>\d{7})\Z")
_IMO_TYPES = {
    "vessel-registration": "imo",
    "identification-number": "imo",
    "registration-number": "imo",
    "company-number": "imo-company",
}
"""OFAC prints a ship's and a company's IMO number under general labels: `Company Number IMO 5055293`."""


def general_label(clause: str) -> str | None:
    """The label at the start of a clause that no table row knows, when only identifier words make it.

    One leading word of any kind, of a country or an issuer, may stand before them: `Omani Civil ID`.
    """
    found = _GENERAL.match(clause)
    return found.group() if found else None


def typed(kind: str, value: str) -> tuple[str, str]:
    """The type and value that a labelled number really is: an IMO number under a general label is one."""
    found = _IMO.match(value)
    if found and kind in _IMO_TYPES:
        return _IMO_TYPES[kind], found["number"]
    if _ENCLOSED.fullmatch(value):
        return kind, value[1:-1]
    return kind, value
