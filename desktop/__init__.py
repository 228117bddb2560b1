"""The host: a window, a loopback server and a keyring for any WSGI application.

Knows nothing of pages. Only `desktop.app` imports the application that is shown.
"""

__version__ = "0.1.0"
