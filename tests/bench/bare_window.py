"""The least that any Qt program costs: an empty window. Prints the CPU milliseconds of its process."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Nothing"))
window.resize(1366, 768)
window.show()
app.processEvents()
print(time.process_time() * 1000)
