"""Articles come in from Markdown, CSV, HTML and DOCX, and go out again. Called by commands, console and demo."""

from knowledge_base.exchange.exporting import export_folder
from knowledge_base.exchange.importing import import_folder
from knowledge_base.exchange.markdown_files import parse
from knowledge_base.exchange.reading import read_folder

__all__ = ["export_folder", "import_folder", "parse", "read_folder"]
