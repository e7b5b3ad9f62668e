"""The names, features and documents of one party of OFAC's advanced XML.

In: the `Profile` element of a party, and the file's value sets. Out: facts in a `Party`. Not here: ties and
sanctions entries, which stand at the end of the file (`advanced_xml`).
"""

from __future__ import annotations

from gazette.model.entries import NameForm, NamePart
from gazette.model.facts import Address
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac import remarks
from gazette.sources.us_ofac.advanced_party import Party
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import KINDS, NAME_TYPES, about, plain
from gazette.sources.us_ofac.xml_names import LATIN, composed, ordered, unmarked
from gazette.sources.us_ofac.xml_node import Node

_PRIMARY_TYPE = "Name"
"""The alias type of a primary name."""

_ADDRESS = "Location"
"""The feature type under which addresses stand."""

_ORDERED = frozenset({"Birthdate", "Place of Birth", "Nationality Country", "Citizenship Country"})
"""Features of which the other formats call one the main one; this format only gives them in order."""

_VALID = "Valid"
_ISSUED = "Issue Date"
_EXPIRES = "Expiration Date"


def read_party(node: Node, profile: Node, party: Party) -> None:
    """Files everything the party's own element and its documents say."""
    party.kind = KINDS.get(party.file.references.kind(profile) or "")
    for comment in (*node.take_all("Comment"), *profile.take_all("Comment")):
        if text := comment.text():
            remarks.read(plain(text), party.draft)
    profile.ignore("ID")
    for reference in profile.take_all("SanctionsEntryReference"):
        reference.ignore("SanctionsEntryID")
    documents = [
        document
        for identity in profile.take_all("Identity")
        for document in _read_identity(identity, party)
    ]
    seen: set[str] = set()
    for feature in profile.take_all("Feature"):
        _read_feature(feature, party, seen)
    for document in documents:
        _read_document(document, party)
    party.leftovers = tuple(node.leftovers())


def _read_identity(identity: Node, party: Party) -> list[Node]:
    """Files the names of an identity, and hands back its documents."""
    groups = {
        group.attribute("ID"): party.file.references.word(group, "NamePartType")
        for names in identity.take_all("NamePartGroups")
        for group in names.take_within("MasterNamePartGroup", "NamePartGroup")
    }
    for alias in identity.take_all("Alias"):
        _read_alias(alias, groups, party)
    _refer(identity, "IDRegDocumentReference", "IDRegDocumentID")
    identity.ignore("FixedRef", "Primary")
    if identity.peek_attribute("False") == "false":
        identity.ignore("False")
    documents = party.file.documents.pop(identity.attribute("ID") or "", [])
    party.elements += len(documents)
    return documents


def _refer(node: Node, name: str, attribute: str) -> list[str]:
    """The keys that references of a name hold."""
    keys = [item.attribute(attribute) for item in node.take_all(name)]
    return [key for key in keys if key is not None]


def _read_alias(alias: Node, groups: dict[str | None, str | None], party: Party) -> None:
    references = party.file.references
    is_primary, is_weak = (alias.attribute(name) == "true" for name in ("Primary", "LowQuality"))
    type_ = references.word(alias, "AliasType")
    alias.ignore("FixedRef")
    forms = [_form(item, groups, party) for item in alias.take_all("DocumentedName")]
    latin = next((form.text for form in forms if form.script is None and form.text), None)
    name_type = NAME_TYPES.get((type_ or "").lower())
    is_own = is_primary and type_ == _PRIMARY_TYPE and party.primary is None
    if latin is None or (name_type is None and not is_own):
        party.unread(alias, "a name without Latin form or type")
        return
    party.forms.extend(NameForm(latin, form.text, form.script, form.parts) for form in forms)
    if is_own:
        party.primary = latin
    else:
        name = Name(latin, name_type or NameType.AKA, is_weak=is_weak)
        (party.draft.weak_aliases if is_weak else party.strong).append(name)


def _form(item: Node, groups: dict[str | None, str | None], party: Party) -> NameForm:
    references = party.file.references
    key = item.attribute("ID")
    item.ignore("FixedRef")
    references.word(item, "DocNameStatus")
    _refer(item, "IDRegDocumentReference", "IDRegDocumentID")
    parts, script = [], None
    for value in item.take_within("DocumentedNamePart", "NamePartValue"):
        references.word(value, "ScriptStatus")
        script = references.word(value, "Script") or script
        if value.peek_attribute("Acronym") == "false":
            value.ignore("Acronym")
        type_ = groups.get(value.attribute("NamePartGroupID")) or ""
        parts.append(NamePart(type_, unmarked(value.text() or "")))
    script = None if script == LATIN else script
    text = composed(parts, script)
    if key is not None:
        party.named[key] = text
    return NameForm(of=text, text=text, script=script, parts=ordered(parts))


def _read_feature(feature: Node, party: Party, seen: set[str]) -> None:
    references = party.file.references
    label = references.word(feature, "FeatureType")
    feature.ignore("ID")
    for reference in feature.take_all("IdentityReference"):
        reference.ignore("IdentityID")
        references.word(reference, "IdentityFeatureLinkType")
    for version in feature.take_all("FeatureVersion"):
        if label is None:
            party.unread(version, "a feature of no known type")
        elif label == _ADDRESS:
            _read_addresses(version, party)
        else:
            _read_version(version, plain(label), party, is_alternate=label in seen & _ORDERED)
            seen.add(label)


def _read_addresses(version: Node, party: Party) -> None:
    printed = ""
    for key in _refer(version, "VersionLocation", "LocationID"):
        location = party.file.locations.get(key)
        if location is None:
            party.unread(version, f"no location of this id: {key}")
            continue
        whole, form = location.address()
        if whole != Address():
            party.addresses.append(whole)
            party.places.extend(() if form is None else (form,))
            printed = ", ".join(filter(None, (whole.street, whole.locality, whole.country)))
            party.attributes.extend(about("address", printed, location.further))
    party.attributes.extend(about("address", printed, _of_version(version, party)))


def _of_version(version: Node, party: Party) -> dict[str, str | None]:
    version.ignore("ID")
    _refer(version, "IDRegDocumentReference", "IDRegDocumentID")
    return {
        "Reliability": party.file.references.stated(version, "Reliability"),
        "Comment": version.value("Comment"),
    }


def _read_version(version: Node, label: str, party: Party, *, is_alternate: bool) -> None:
    value = plain(_value(version, party) or "")
    if not value:
        party.unread(version, f"a feature without value: {label}")
        return
    party.labelled(version, Labelled(label, value, is_alternate=is_alternate))
    party.attributes.extend(about(label, value, _of_version(version, party)))


def _value(version: Node, party: Party) -> str | None:
    """What the version says: a text, a reference, a period or a place, whichever stands there."""
    references, found = party.file.references, []
    for detail in version.take_all("VersionDetail"):
        references.word(detail, "DetailType")
        found.append(references.word(detail, "DetailReference") or detail.text())
    found.extend(references.period(period) for period in version.take_all("DatePeriod"))
    for key in _refer(version, "VersionLocation", "LocationID"):
        location = party.file.locations.get(key)
        found.append(None if location is None else location.text())
    return ", ".join(filter(None, found)) or None


def _read_document(item: Node, party: Party) -> None:
    references = party.file.references
    label = plain(references.word(item, "IDRegDocType") or "")
    value = plain(item.value("IDRegistrationNo") or "")
    if not label or not value:
        party.unread(item, "a document without type or number")
        return
    dates = dict(_document_date(each, party) for each in item.take_all("DocumentDate"))
    country = plain(references.stated(item, "Country", "IssuedBy-CountryID") or "") or None
    found = Labelled(label, value, country, dates.pop(_ISSUED, None), dates.pop(_EXPIRES, None))
    party.labelled(item, found)
    place = party.file.locations.get(item.attribute("IssuedIn-LocationID") or "")
    validity = references.stated(item, "Validity")
    bearers = _refer(item, "DocumentedNameReference", "DocumentedNameID")
    item.ignore("ID", "IdentityID")
    _refer(item, "FeatureVersionReference", "FeatureVersionID")
    details = {
        "Name": "; ".join(
            name for key in bearers if (name := party.named.get(key, "")) != party.primary
        ),
        "Issuing authority": item.value("IssuingAuthority"),
        "Issuing place": None if place is None else place.text(),
        "Validity": None if validity == _VALID else validity,
        "Comment": item.value("Comment"),
        **dates,
    }
    party.attributes.extend(about(label, value, details))
    party.file.reading.leftovers(item, party.entry_id)


def _document_date(item: Node, party: Party) -> tuple[str, str | None]:
    type_ = party.file.references.word(item, "IDRegDocDateType")
    return type_ or "Date", party.file.references.period(item.take("DatePeriod"))
