"""The door: `streamlit run app.py` opens the page and the routes that its stage draws from."""

import streamlit as st

from gan1d.ui.routes import routes

app = st.App("gan1d/ui/page.py", routes=routes)
