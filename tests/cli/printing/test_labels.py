"""Every field that a card or a difference names has a label."""

from __future__ import annotations

from gazette.changes.diff import DETAIL_FIELDS, LISTING_FIELDS, PROFILE_FIELDS
from gazette.cli.printing.labels import LABELS, label
from gazette.model.entries import Profile


def test_every_field_of_an_entry_has_a_label() -> None:
    fields = {
        *PROFILE_FIELDS,
        *LISTING_FIELDS,
        *(f"details.{one}" for one in DETAIL_FIELDS),
        *Profile.__struct_fields__,
    }

    assert fields <= LABELS.keys()


def test_an_unknown_field_is_called_by_its_own_name() -> None:
    assert label("new_field") == "new field"
