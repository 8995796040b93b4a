"""Statements about people that every answer starts from: rows in, people counted once out.

Each is valid on SQLite, on PostgreSQL and on DuckDB, which reads the columnar copy. A statement
never compares a person's code with a text, since the copy has a number in place of it.
"""
