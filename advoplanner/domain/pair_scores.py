"""How well the pairs of a very large event fit, worked out when they are asked for: all of them would fill the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advoplanner.domain.peer_fit import Peer, fit


class AskedScores(Mapping[tuple[str, str], float]):
    """Points of a pair of guests, in either order. Whoever runs through it meets the pairs that were asked for so far."""

    def __init__(self, peers: Sequence[Peer]) -> None:
        self._peers = {peer.guest_id: peer for peer in peers}
        self._known: dict[tuple[str, str], float] = {}

    def __getitem__(self, pair: tuple[str, str]) -> float:
        one, other = min(pair), max(pair)
        if (one, other) not in self._known:
            self._known[one, other] = float(fit(self._peers[one], self._peers[other]))
        return self._known[one, other]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(list(self._known))

    def __len__(self) -> int:
        return len(self._known)
