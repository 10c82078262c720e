"""A made-up event with everything that print finds hard: long names, five scripts, markup, missing photos."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

from advoplanner.domain.documents import (
    Counts,
    EventFacts,
    FollowUpFacts,
    GuestFacts,
    IntroductionFacts,
    Meeting,
    Pack,
    PlanFacts,
    RoomItem,
    SeatFacts,
    SessionFacts,
    TableFacts,
)

PEOPLE = [
    ("José", "Núñez", "Chief Information Officer", "Banco do Atlântico", "Porto", "customer", "participant"),
    ("Zoë", "Čapek", "VP Digital Manufacturing", "Moravia Steel a.s.", "Ostrava", "customer", "participant"),
    ("Hubert Blaine", "Wolfeschlegelsteinhausenbergerdorff", "Senior Director of Enterprise Architecture and Platform Engineering",
     "Rheinisch-Westfälische Elektrizitätsgesellschaft Beteiligungen", "Düsseldorf", "customer", "participant"),
    ("Ελένη", "Παπαδοπούλου", "Chief Risk Officer", "Aegean Insurance", "Athens", "customer", "presenter"),
    ("Nguyễn", "Thị Minh Khai", "COO", "Saigon Foods", "Ho Chi Minh City", "customer", "participant"),
    ("Мария", "Шевченко", "Head of Operations", "Дніпро Агро", "Kyiv", "customer", "participant"),
    ("Siobhán", "O’Brien", "Chief Technology Officer", "O'Brien & Sons <Ltd>", "Cork", "customer", "participant"),
    ("Łukasz", "Wałęsa", "Head of Maritime Systems", "R&D <x@y.z>", "Gdańsk", "customer", "participant"),
    ("Ingrid", "Sørensen", "CEO", "Nordwind Software", "Bergen", "host", "host"),
    ("Tomáš", "Dvořák", "CPO", "Nordwind Software", "Brno", "host", "facilitator"),
    ("Ana", "Ferreira", "Customer Advocacy", "Nordwind Software", "Lisbon", "host", "host"),
    ("Marek", "Nowák", "VP Engineering", "Nordwind Software", "Košice", "host", "host"),
    ("Priya", "Sharma", "Director, Data Platform", "Bharat Retail Ltd", "Pune", "advocate", "participant"),
    ("Kwame", "Asante-Boateng", "Group Head of Risk", "Gold Coast Terminals", "Accra", "advocate", "participant"),
    ("Maximiliane", "von Hohenlohe-Waldenburg-Schillingsfürst", "Geschäftsführerin", "Hohenlohe Präzision GmbH & Co. KG", "Öhringen",
     "customer", "participant"),
    ("Ólafur", "Þórðarson", "CIO", "Reykjavík Geothermal", "Reykjavík", "prospect", "participant"),
    ("Jean-Baptiste", "Grönqvist", "Directeur des opérations", "Crédit Maritime du Golfe", "Vannes", "customer", "chair"),
    ("Amélie", "D’Souza", "Managing Director", "Lusitânia Pharma", "Coimbra", "partner", "observer"),
]  # fmt: skip

DAY_ONE = [
    (30, "Arrival and coffee", "networking", "Foyer, level 2", ""),
    (20, "Welcome and objectives", "welcome", "Sala Tejo", "Ingrid Sørensen, CEO"),
    (55, "Market pulse: what changed since spring", "framed_discussion", "Sala Tejo", "Moderated by Tomáš Dvořák"),
    (45, "Roadmap 2027: three themes to rank", "roadmap_input", "Sala Tejo", "Tomáš Dvořák, CPO"),
    (20, "Break", "break", "Foyer", ""),
    (70, "Working session A: adoption in regulated plants", "workshop", "Sala Tejo", "Host: José Núñez · note taker: A. Brown"),
    (60, "Seated lunch", "meal", "Restaurant Ribeira", ""),
    (60, "How we moved eleven plants in one winter", "peer_story", "Sala Tejo", "Ελένη Παπαδοπούλου, Aegean Insurance"),
    (45, "Peer council readouts", "panel", "Sala Tejo", "Each table six minutes"),
    (30, "Decisions, owners, next steps", "welcome", "Sala Tejo", "Ingrid Sørensen, CEO"),
    (150, "Dinner", "meal", "Cais da Ribeira", "Transfer 18:40 from the lobby"),
]
DAY_TWO = [
    (30, "Coffee", "networking", "Foyer, level 2", ""),
    (60, "Data residency and AI: what would you sign?", "framed_discussion", "Sala Tejo", "Zoë Čapek, Moravia Steel"),
    (30, "Break", "break", "Foyer", ""),
    (75, "Executive sponsors, one to one", "one_to_one", "Rooms 2.1 – 2.6", "By personal schedule"),
    (45, "What you said, what we will do", "executive_qa", "Sala Tejo", "Ingrid Sørensen, CEO"),
]
BACKGROUND = (
    "Leads enterprise and operational risk for a group of eleven companies. Joined from an advisory practice in 2019 and rebuilt incident "
    "reporting across four sites. Observer on the board for the digital programme since January.\n"
    "Second advisory board. Last year asked for data residency in the region; release 24.2 brought it, and the team is now a reference."
)


def pack(guests: int = 18, *, audience: str = "host", sessions: bool = True) -> Pack:
    """The event with `guests` people at tables of six, hosts spread over them."""
    people = tuple(_guest(i) for i in range(guests))
    return Pack(
        event=EventFacts(
            "e1", "Nordwind Customer Advisory Board", datetime(2026, 11, 17, 8, 30), datetime(2026, 11, 18, 12, 30), kind="cab",
            kind_name="Customer advisory board", purpose="Decide together what we build in 2027, and learn what keeps regulated plants from moving.",
            topic="Roadmap 2027",
            objectives=("Validate the 2027 roadmap themes and rank the top three.", "Agree two joint pilots with named owners on both sides.",
                        "Learn what stops wider adoption in regulated plants."),
            zone="Europe/Lisbon", zone_abbreviation="WET", venue="Palácio do Tejo", address="Rua das Flores 12, 1200-195 Lisboa", city="Lisbon",
            room="Sala Tejo, level 2", organiser_name="Ana Ferreira", organiser_email="ana@nordwind.example", host_company="Nordwind Software",
            sponsor="Ingrid Sørensen, CEO", logistics="Hotel Tejo Palace is a five-minute walk away; rooms are paid by us.\nTaxi from the airport: "
            "25 minutes, about 18 euros. Ask for the river entrance.\nWi-Fi: NORDWIND-GUEST; the key is on the card at your place.",
            help_contact="Ana Ferreira, +351 912 345 678", join_link="https://nordwind.example/cab", status="released", version_label="Version 3",
        ),
        audience=audience,
        sessions=tuple(_sessions(datetime(2026, 11, 17, 8, 30), DAY_ONE) + _sessions(datetime(2026, 11, 18, 9, 0), DAY_TWO)) if sessions else (),
        guests=people,
        plan=_plan(people) if people else None,
        introductions=tuple(
            IntroductionFacts(a.name, b.name, "Both moved a plant in winter and asked the same regulator.", "Ana Ferreira", first_id=a.id,
                              second_id=b.id)
            for a, b in zip(people[:6], people[6:12], strict=False)
        ),
        follow_ups=(
            FollowUpFacts("Send the residency paper", "Tomáš Dvořák", date(2026, 12, 1), "José Núñez", "open"),
            FollowUpFacts("Find a second pilot site", "Ingrid Sørensen", None, "Zoë Čapek", "open", "Call on Monday"),
        ),
        counts=Counts(guests + 6, guests, 3, 1, 2, max(guests - 1, 0), min(guests, 1)),
        vendor_share=0.184, vendor_share_limit=0.2,
    )  # fmt: skip


def _sessions(start: datetime, rows: list[tuple[int, str, str, str, str]]) -> list[SessionFacts]:
    made: list[SessionFacts] = []
    for minutes, title, kind, room, people in rows:
        pause = kind in ("break", "meal", "networking")
        made.append(SessionFacts(
            start, minutes, title, kind, kind.replace("_", " ").capitalize(), room, people,
            "" if pause else "A ranking of your peers to take home", "" if pause else "Which of the three would you fund first, and why?",
            "" if pause else "Tomáš Dvořák", "To hear it from those who do it",
            "" if pause else "Keep Ingrid to five minutes; José will ask about price.", "" if pause else "Flip chart, 18 cards",
            kind in ("framed_discussion", "roadmap_input", "workshop"), pause,
        ))  # fmt: skip
        start += timedelta(minutes=minutes)
    return made


def _guest(index: int) -> GuestFacts:
    given, family, job, organisation, city, side, role = PEOPLE[index % len(PEOPLE)]
    again = index // len(PEOPLE)
    family = f"{family} {'I' * again}".strip() if again < 4 else f"{family} {again}"
    table = 1 + index % max(1, (index // 6) + 1) if index < 6 else 1 + index // 6
    return GuestFacts(
        f"g{index}", f"{given} {family}", given, family,
        latin_name={"Ελένη": "Eleni Papadopoulou", "Мария": "Mariia Shevchenko"}.get(given, ""),
        say_it={"Siobhán": "shih-VAWN oh-BRY-en", "Ελένη": "eh-LEH-nee papa-do-POO-loo"}.get(given, ""),
        pronouns="she/her" if index % 5 == 1 else "", email=f"guest{index}@example.org",
        contact=(("E-mail", f"guest{index}@example.org"), ("Telephone", "+351 21 000 00 00")) if index % 3 else (),
        job_title=job, organisation=organisation, city=city,
        country=["Portugal", "Czechia", "Germany", "Greece", "Vietnam", "Ukraine"][index % 6], side=side, role=role,
        reply=["accepted", "accepted", "tentative"][index % 3], attendance="arrived" if index % 7 else "no_show",
        table=str(table), seat=1 + index % 6, photo=photo(index % 5) if index % 3 else None,
        background="" if side == "host" else BACKGROUND,
        moves_them="Evidence over vision. Likes numbers from peers in heavy industry, dislikes live demos without a plan B.",
        talking_points=("Thank them for the residency reference; ask what the regulator said.", "Pilot of the plant risk module: scope, two sites, "
                        "sponsor by March.", "Renewal is due in June."),
        ask_them=("Which control would you drop first if evidence were automatic?", "Who else in the group should hear this?"),
        do_not_say=("Do not raise price; procurement leads.",) if index % 4 == 0 else (), languages="Portuguese, English",
        diet=["", "Vegetarian", "No pork, no alcohol", "Gluten-free"][index % 4], access_needs="Step-free access" if index % 9 == 4 else "",
        stay=(("Arrives", "16 Nov, 21:40"), ("Hotel", "Tejo Palace, 412"), ("One-to-one", "15:50, room 2.4")),
        should_meet=tuple(
            Meeting(f"{PEOPLE[j % len(PEOPLE)][0]} {PEOPLE[j % len(PEOPLE)][1]}", "Same regulator question", f"g{j % len(PEOPLE)}")
            for j in (index + 3, index + 5, index + 7)
        ),
        restrictions=("No photo in public material",) if index % 6 == 2 else (),
    )  # fmt: skip


def _plan(people: tuple[GuestFacts, ...]) -> PlanFacts:
    count = max(1, (len(people) + 5) // 6)
    columns = 2 if count <= 4 else max(3, round((count * 1.4) ** 0.5))
    tables = []
    for number in range(1, count + 1):
        x, y = 400 + ((number - 1) % columns) * 500, 400 + ((number - 1) // columns) * 400
        tables.append(TableFacts(number, str(number), x, y, "round" if number % 3 else "rectangle", 0, 152, 152 if number % 3 else 90,
                                 "Data residency" if number == 2 else "", ["Ingrid Sørensen", "Tomáš Dvořák", "Ana Ferreira"][number % 3],
                                 _seats(people[(number - 1) * 6 : number * 6], x, y)))  # fmt: skip
    rows = (count + columns - 1) // columns
    return PlanFacts(
        "Sala Tejo", columns * 500 + 300, rows * 400 + 350, tuple(tables),
        (RoomItem("stage", "Stage and screen", columns * 250 - 150, 40, 600, 90), RoomItem("door", "Entrance", 180, rows * 400 + 350, 90, 0)),
        ("Every guest sits with at least two people they should meet.", "No two competitors share a table."), "Session A and lunch",
    )  # fmt: skip


def _seats(people: tuple[GuestFacts, ...], x: float, y: float) -> tuple[SeatFacts, ...]:
    made = []
    for index in range(6):
        angle = pi / 6 + index * pi / 3
        guest = people[index] if index < len(people) else None
        name = guest.name if guest else ""
        short = f"{guest.given[0]}. {guest.family}" if guest else ""
        spot = (x + 108 * cos(angle), y + 108 * sin(angle))
        made.append(SeatFacts(index + 1, *spot, name, short, guest.id if guest else "", bool(guest and guest.side == "host")))
    return tuple(made)


@cache
def photo(kind: int) -> bytes:
    """A drawn face, so that tests carry nobody's picture."""
    image = Image.new("RGB", (300, 300), ["#efe6dd", "#dde6ef", "#e6efdd", "#efdde6", "#e0e0ea"][kind])
    draw = ImageDraw.Draw(image)
    draw.ellipse((70, 200, 230, 420), fill=["#0f766e", "#1f3a5f", "#b45309", "#55606e", "#6d3a5f"][kind])
    draw.ellipse((95, 60, 205, 200), fill="#c68a66")
    draw.pieslice((90, 45, 210, 180), 180, 360, fill="#5b3a1e")
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
