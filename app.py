"""The door: `streamlit run app.py` opens the page and the routes that its stage draws from."""

import streamlit as st

from gan1d.ui import runs
from gan1d.ui.routes import routes

runs.prepare()  # so that the first page need not wait for the process that trains
app = st.App("gan1d/ui/page.py", routes=routes)
