"""What the installed program starts with."""

import os
import sys

from desktop.surroundings import drop_debug_switches, give_back_library_path, speak_utf8

if __name__ == "__main__":
    drop_debug_switches(os.environ)
    if sys.platform == "linux":
        give_back_library_path(os.environ)
        speak_utf8(os.environ)
    from desktop.__main__ import main

    sys.exit(main())
