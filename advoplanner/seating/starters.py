"""Rotations kept as starters: a round or two, found by search, from which moving all guests alike makes the others.

Guests stand in rings of equal length, or in squares that move down and across. Where every difference between the places of
two guests at one table occurs at most once, nobody meets twice (Kirkman's systems, nearly Kirkman systems and resolvable
designs of small order; 32 guests in ten rounds is the one that golfers ask for).
"""

from __future__ import annotations

from dataclasses import dataclass

Block = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """Place p of ring k is guest k·length + p; guests from `fixed` on never turn.

    Every one of `first` is a round that turns into `length` rounds. Every one of `alone` is a table that makes a round
    of its own, turned once for each table of it.
    """

    length: int
    fixed: int
    first: tuple[tuple[Block, ...], ...]
    alone: tuple[Block, ...] = ()

    def rounds(self) -> list[list[int]]:
        """The table of every guest, round by round."""
        turns = range(self.length)
        plans = [_plan([self._turned(block, by) for block in blocks]) for blocks in self.first for by in turns]
        return plans + [_plan([self._turned(block, by) for by in turns]) for block in self.alone]

    def _turned(self, block: Block, by: int) -> Block:
        ring, n = self.length, self.fixed
        return tuple(guest if guest >= n else guest - guest % ring + (guest + by) % ring for guest in block)


@dataclass(frozen=True, slots=True)
class GridStarter:
    """Guest side²·k + side·row + column stands in square k; all squares move together, round the edges.

    Every one of `first` is a round with the number of rows and of columns by which it moves: their product is its rounds.
    """

    side: int
    first: tuple[tuple[tuple[Block, ...], int, int], ...]

    def rounds(self) -> list[list[int]]:
        """The table of every guest, round by round."""
        return [
            _plan([self._moved(block, down, across) for block in blocks])
            for blocks, rows, columns in self.first
            for down in range(rows)
            for across in range(columns)
        ]

    def _moved(self, block: Block, down: int, across: int) -> Block:
        side, square = self.side, self.side**2
        return tuple(g - g % square + (g % square // side + down) % side * side + (g + across) % side for g in block)


def _plan(tables: list[Block]) -> list[int]:
    at = {guest: table for table, guests in enumerate(tables) for guest in guests}
    return [at[guest] for guest in range(len(at))]


STARTERS: dict[tuple[int, int], Starter | GridStarter] = {
    (5, 3): Starter(7, 14, (((3, 10, 14), (0, 1, 11), (2, 5, 7), (4, 6, 12), (8, 9, 13)),)),
    (6, 3): Starter(
        4,
        16,
        (
            ((1, 14, 16), (2, 9, 17), (0, 7, 10), (3, 4, 15), (5, 6, 11), (8, 12, 13)),
            ((4, 8, 16), (7, 15, 17), (0, 1, 9), (2, 6, 12), (3, 5, 14), (10, 11, 13)),
        ),
    ),
    (6, 4): Starter(7, 21, (((1, 10, 15, 21), (5, 13, 16, 22), (2, 8, 14, 23), (0, 7, 11, 12), (3, 4, 6, 19), (9, 17, 18, 20)),)),
    (6, 5): Starter(
        6,
        30,
        (((1, 7, 9, 21, 22), (6, 11, 13, 15, 27), (0, 2, 12, 17, 18), (14, 19, 23, 24, 25), (4, 5, 8, 26, 28), (3, 10, 16, 20, 29)),),
    ),
    (7, 3): Starter(
        7, 21, (((0, 7, 19), (1, 11, 14), (2, 8, 16), (3, 5, 6), (4, 13, 15), (9, 10, 12), (17, 18, 20)),), ((0, 8, 15), (0, 11, 17), (0, 12, 16))
    ),
    (7, 4): Starter(9, 27, (((4, 13, 24, 27), (0, 8, 22, 26), (1, 7, 12, 14), (2, 6, 18, 21), (3, 5, 11, 15), (9, 17, 23, 25), (10, 16, 19, 20)),)),
    (8, 3): Starter(11, 22, (((5, 16, 22), (8, 21, 23), (0, 6, 9), (1, 2, 20), (3, 7, 13), (4, 18, 19), (10, 11, 15), (12, 14, 17)),)),
    (8, 4): GridStarter(
        4,
        (
            (
                (
                    (0, 1, 14, 18),
                    (2, 3, 12, 16),
                    (4, 15, 20, 25),
                    (5, 10, 28, 29),
                    (6, 13, 22, 27),
                    (7, 8, 30, 31),
                    (9, 19, 21, 24),
                    (11, 17, 23, 26),
                ),
                4,
                2,
            ),
            (
                (
                    (0, 2, 29, 31),
                    (1, 5, 9, 13),
                    (3, 7, 11, 15),
                    (4, 6, 17, 19),
                    (8, 10, 21, 23),
                    (12, 14, 25, 27),
                    (16, 20, 24, 28),
                    (18, 22, 26, 30),
                ),
                1,
                2,
            ),
        ),
    ),
    (9, 4): Starter(
        11,
        33,
        (
            (
                (0, 3, 5, 22),
                (1, 24, 25, 27),
                (2, 15, 31, 35),
                (4, 20, 29, 33),
                (6, 10, 16, 26),
                (7, 8, 11, 19),
                (9, 18, 30, 34),
                (12, 17, 21, 23),
                (13, 14, 28, 32),
            ),
        ),
    ),
    (10, 3): Starter(
        14, 28, (((0, 5, 25), (1, 22, 29), (2, 13, 15), (3, 20, 21), (4, 6, 10), (7, 8, 17), (9, 14, 23), (11, 19, 28), (12, 24, 27), (16, 18, 26)),)
    ),
    (10, 4): Starter(
        13,
        39,
        (
            (
                (0, 1, 15, 24),
                (2, 5, 21, 22),
                (3, 10, 30, 35),
                (4, 8, 13, 16),
                (6, 11, 27, 29),
                (7, 9, 31, 37),
                (12, 25, 38, 39),
                (14, 20, 28, 32),
                (17, 19, 26, 36),
                (18, 23, 33, 34),
            ),
        ),
    ),
    (10, 5): Starter(
        9,
        45,
        (
            (
                (0, 1, 6, 15, 25),
                (2, 9, 22, 39, 47),
                (3, 13, 28, 37, 49),
                (4, 12, 18, 35, 46),
                (5, 17, 40, 43, 44),
                (7, 30, 31, 33, 38),
                (8, 26, 29, 41, 45),
                (10, 14, 16, 21, 27),
                (11, 19, 32, 42, 48),
                (20, 23, 24, 34, 36),
            ),
        ),
    ),
    (10, 6): Starter(
        7,
        56,
        (
            (
                (0, 15, 19, 21, 50, 52),
                (1, 7, 14, 28, 47, 56),
                (2, 9, 18, 35, 43, 57),
                (3, 12, 20, 40, 49, 58),
                (4, 33, 38, 42, 44, 51),
                (5, 10, 22, 23, 27, 48),
                (6, 25, 29, 34, 37, 55),
                (8, 11, 26, 31, 53, 54),
                (13, 17, 30, 36, 45, 59),
                (16, 24, 32, 39, 41, 46),
            ),
        ),
    ),
    (10, 8): Starter(
        5,
        80,
        (
            (
                (0, 8, 14, 18, 31, 37, 47, 78),
                (1, 3, 11, 29, 44, 46, 56, 74),
                (2, 21, 34, 51, 60, 64, 69, 71),
                (4, 22, 24, 38, 41, 50, 75, 76),
                (5, 19, 35, 36, 40, 42, 63, 73),
                (6, 9, 55, 59, 61, 67, 70, 77),
                (7, 12, 23, 26, 32, 33, 43, 72),
                (10, 13, 16, 20, 25, 49, 65, 66),
                (15, 17, 27, 28, 52, 58, 62, 79),
                (30, 39, 45, 48, 53, 54, 57, 68),
            ),
        ),
    ),
}
"""By number of tables and guests at each; every one reaches as many rounds as are known to exist."""
