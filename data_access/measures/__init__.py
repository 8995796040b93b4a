"""Formulas: numbers and frames in, numbers out; no SQL, no Streamlit."""
