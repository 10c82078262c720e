"""A month to choose a day from, in the window's colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from ui.kit import icons, theme


def pick_day(beside: QWidget, now: date | None, picked: Callable[[date], object]) -> QMenu:
    """Show a month below `beside`; `picked(day)` follows a click or Enter. Weeks begin as in the system's locale."""
    menu = QMenu(beside)
    calendar = QCalendarWidget()
    calendar.setAccessibleName("Day")
    _dress(calendar)
    if now:
        calendar.setSelectedDate(QDate(now.year, now.month, now.day))

    def take(day: QDate) -> None:
        menu.close()
        picked(date(day.year(), day.month(), day.day()))

    calendar.clicked.connect(take)
    calendar.activated.connect(take)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))
    calendar.setFocus()
    return menu


def _dress(calendar: QCalendarWidget) -> None:
    """Qt paints weekends pure red and the bar in the accent; both shout."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    weekend, head = QTextCharFormat(), QTextCharFormat()
    weekend.setForeground(theme.colour("quiet"))
    head.setForeground(theme.colour("quiet"))
    head.setBackground(theme.colour("surface"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    calendar.setHeaderTextFormat(head)
    bar = calendar.findChild(QWidget, "qt_calendar_navigationbar")
    if bar is not None:
        bar.setBackgroundRole(QPalette.ColorRole.Base)
    for button in calendar.findChildren(QToolButton):
        colours = button.palette()
        colours.setColor(QPalette.ColorRole.HighlightedText, theme.colour("text"))
        button.setPalette(colours)
        icon = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}.get(button.objectName())
        if icon:
            button.setIcon(icons.icon(icon))
