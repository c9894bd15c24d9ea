"""openpyxl, loaded only where a workbook is: it is an extra, since most books never see one."""

from importlib import import_module
from types import ModuleType

from mopsbook.errors import SetupError


def load_openpyxl() -> ModuleType:
    """Return openpyxl, or raise SetupError that says how to get it."""
    try:
        return import_module("openpyxl")
    except ImportError as error:
        raise SetupError(
            "workbooks (.xlsx) need openpyxl, which is not installed",
            "Install it with `pip install 'mopsbook[xlsx]'`, or use CSV.",
        ) from error
