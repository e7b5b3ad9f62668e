from __future__ import annotations

from gazette.sample.markup import branch, document, leaf


def test_a_leaf_without_text_is_nothing() -> None:
    assert leaf("title", None) == ()


def test_a_branch_without_children_is_nothing() -> None:
    assert branch("akaList", [leaf("aka", None)]) == ()


def test_markup_is_escaped_in_texts_and_attributes() -> None:
    assert leaf("a", "<&'\"", b='"&') == ('<a b="&quot;&amp;">&lt;&amp;\'"</a>',)


def test_children_are_indented_and_lines_end_as_published() -> None:
    root = branch("a", [branch("b", [leaf("c", "é")])])

    assert document("<?xml?>", root) == (
        "<?xml?>\r\n<a>\r\n  <b>\r\n    <c>é</c>\r\n  </b>\r\n</a>\r\n".encode()
    )
