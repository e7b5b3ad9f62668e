"""How Sphinx builds these pages: MyST Markdown, the Furo theme, nothing fetched."""

from importlib.metadata import version as installed_version

project = "Gazette"
author = "the Gazette contributors"
project_copyright = "the Gazette contributors, Apache-2.0"
version = release = installed_version("sanctions-gazette")

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"Gazette {version}"
html_show_sphinx = False
html_copy_source = False
