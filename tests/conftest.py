"""What all tests stand on."""

import signal

# A shell without job control lets what it starts in the background ignore Ctrl-C, and so does all
# that is started from there: the tests of interruptions would wait for ever.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
