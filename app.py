"""The door: `streamlit run app.py` opens the page and the routes that its stage draws from."""

import streamlit as st

from gan1d.server import remote
from gan1d.server.routes import routes

remote.prepare()  # so that the first page need not wait for the process that trains
app = st.App("gan1d/page/page.py", routes=routes)
