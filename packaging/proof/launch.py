"""What the proof starts in place of launch.py: the same program, whose windows can be driven.

It is bundled beside the program, from the same modules, and left out of what people install.
"""

import os
import sys

from desktop.surroundings import give_back_library_path, speak_utf8

if __name__ == "__main__":
    give_back_library_path(os.environ)
    speak_utf8(os.environ)
    from desktop.__main__ import main

    sys.exit(main())
