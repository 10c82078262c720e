"""The words of job titles, folded, in English, German, French and Spanish: which tell the level, which the field of work.

Each table is read from the top; the first pattern found decides.
"""

from __future__ import annotations

import re

ASSISTS = re.compile(
    r"\b(assistant|assistenz|secretary|sekretar\w*|advis\w+|pa) (to|of the|der|des|du)\b"
    r"|\b(executive|personal|office) assistant\b|assistant$"
)

BANDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (band, re.compile(words))
    for band, words in (
        ("c_level", r"\b(c[acdefhilmnoprstx]o|ciso|chro|cdao|chief (?:[\w&-]+ ){1,4}officer|chief executive|managing director|managing partner)\b"
                    r"|\b(?:co-?)?founder\b|(?<!vice )(?<!vice-)\bpresident\b|(?<!product )(?<!process )(?<!data )\bowner\b"
                    r"|geschaftsfuhr|\bvorstand|\binhaber"
                    r"|\bpdg\b|\bdirecteur general|\bdirector general\b|\bchair(?:man|woman)? of the board\b"),
        ("vp", r"\b(vice[ -]president|[sea]?vp|vice-presidente|vicepresident\w*)\b"),
        ("director", r"\bdire[ck]t(or|eur|rice|orin)|\bhead (of|,)|\bhead$|\bbereichsleit|\bchief of staff\b|\bgeneral manager\b"
                     r"|^leit(er|erin|ung)\b|\bdean\b"),
        ("manager", r"manager|\bsupervisor\b|\b(team|tech|group) lead\b|\blead$|leit(er|erin|ung)\b|\bgerente\b|\bresponsable\b"
                    r"|\bjefe\b|\bchef de\b"),
        ("practitioner", r"analy|engineer|ingenieur|ingeniero|specialist|spezialist|consultant|berater|developer|entwickler|associate|assistant"
                         r"|coordinator|koordinator|administrator|architect|architekt|designer|scientist|researcher|technician|representative\b.*\b(sales|service)"
                         r"|(sales|service) representative|referent|sachbearbeit|account executive|advisor|adviser|strategist"
                         r"|planner|buyer|accountant"),
    )
)  # fmt: skip

FUNCTION_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (function, re.compile(words))
    for function, words in (
        ("security", r"\bciso\b|\bcso\b|security|sicherheit|\bprivacy\b"),
        ("data", r"\bcda?o\b|\bdata\b|analytics|\bdaten"),
        ("it", r"\b(cio|cto|it)\b|information technology|information officer|technology|informatik|\bsysadmin|system administrator|infrastructure"),
        ("product", r"\bcpo\b|\bproduct|\bprodukt"),
        ("engineering", r"engineer|ingenieur|software|developer|entwickl|architect|devops"),
        ("research", r"research|forschung|\br ?& ?d\b|scientist|innovation"),
        ("customer", r"\bcustomer|\bclient\b|\bkunden|\bcco\b|advocacy|\bsupport\b"),
        ("marketing", r"\bcmo\b|marketing|\bbrand|communicat|kommunikation|\bdemand gen|\bpr\b"),
        ("sales", r"\bcro\b|\bsales\b|vertrieb|account (executive|manager)|\bbusiness development|\brevenue\b|\bventes\b|\bventas\b"),
        ("people", r"\bchro\b|\bhr\b|human resources|\bpeople\b|personal(?!\s+assistant)|talent|recruit|\blearning\b"),
        ("finance", r"\bcfo\b|financ|finanz|treasur|controll|accountant|\baccounting\b|\baudit"),
        ("legal", r"\bclo\b|legal|\bcounsel\b|compliance|\brecht|attorney|lawyer"),
        ("procurement", r"procurement|purchas|einkauf|sourcing|\bbuyer\b|\bachats\b|\bcompras\b"),
        ("operations", r"\bcoo\b|operation|logisti|supply chain|manufactur|produktion|\bplant\b|\bfacilit"),
        ("leadership", r"\bceo\b|chief executive|\bpresident\b|founder|\bowner\b|managing director|geschaftsfuhr|general manager|\bvorstand"),
    )
)  # fmt: skip
