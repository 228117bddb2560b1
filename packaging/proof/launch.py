"""What the proof starts in place of launch.py: the same program, whose windows can be driven.

It is bundled beside the program, from the same modules, and left out of what people install.
"""

import sys

if __name__ == "__main__":
    from desktop.__main__ import main

    sys.exit(main())
