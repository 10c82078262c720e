"""The small words around names, in lower case and without a final dot: Mr, Dr, Jr., van der."""

from __future__ import annotations

COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "herr", "frau", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "sig"})
TITLES = frozenset({"dr", "prof", "professor", "sir", "dame", "lord", "lady"})
TITLES_WITH_DOT = frozenset({"rev.", "hon.", "sen.", "rep.", "gov.", "gen.", "col.", "capt.", "ing.", "dipl.-ing.", "mag.", "drs.", "med.", "h.c."})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "esq", "mba", "cpa", "dds", "dvm"})
PARTICLES = frozenset(
    {
        "van",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "der",
        "den",
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "te",
    }
    | {"af", "av", "bin", "ibn", "al", "el", "st."}
)
