"""The compiled inner loop of the order round a table."""

from __future__ import annotations

from advoplanner.seating.compiling import allocating
from advoplanner.seating.ring import plain_layers

layers = allocating(plain_layers)
