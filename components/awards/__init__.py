"""The awards as jurors and their secretariat see them."""
