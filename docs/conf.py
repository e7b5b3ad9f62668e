"""How Sphinx builds these pages: MyST Markdown, the Furo theme, nothing fetched."""

from importlib.metadata import version as installed_version

project = "Gazette"
author = "the Gazette contributors"
project_copyright = "the Gazette contributors, Apache-2.0"
version = release = installed_version("sanctions-gazette")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True
nitpick_ignore_regex = [("py:.*", ".*")]  # types in signatures are named, few have a place here

default_role = "literal"  # single backticks of docstrings are code
autodoc_preserve_defaults = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"Gazette {version}"
html_show_sphinx = False
html_copy_source = False
