"""The only rooms that know Streamlit: the page, its controls, the stage, and all words."""
