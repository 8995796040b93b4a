"""The same subject written as people usually write it, with plain Streamlit and with Dash."""
