"""The page: Streamlit alone; what it shows and what is turned on it."""
