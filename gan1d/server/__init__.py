"""What answers the browser: files, sockets, and the processes that train for all pages."""
