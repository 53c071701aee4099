"""How the register is looked through: list, filters, search, organization page, workbench."""
