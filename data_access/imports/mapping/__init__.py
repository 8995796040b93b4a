"""Files of another shape than the templates', brought into it: columns found, tables turned."""
