"""The only door: no word opens the window, a word runs a command without one."""

import sys

from ui.app import main

if __name__ == "__main__":
    sys.exit(main())
