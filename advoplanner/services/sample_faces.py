"""Pictures for the example's people, drawn here: a head and shoulders in calm colours, nobody's face."""

from __future__ import annotations

from io import BytesIO

SIZE = 600
_SKIN = ("#C68E6A", "#E0B08C", "#A9714B", "#F0C9A8", "#8A5A3C")
_HAIR = ("#2B2320", "#6B4A2F", "#A8793F", "#8D8D8D", "#3B2C4A", "#B5482E")
_CLOTH = ("#0F766E", "#1F3A5F", "#9A4B00", "#5B3A6B", "#3F6B3A", "#7A2E3A")
_GROUND = ("#E8EEF5", "#E6F2F0", "#F5EDE3", "#EFE9F5", "#EAF1E4")


def face(number: int) -> bytes:
    """The picture of the `number`th person as JPEG bytes; the same number gives the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIZE, SIZE), _GROUND[number % len(_GROUND)])
    draw = ImageDraw.Draw(image)
    skin, hair, cloth = _SKIN[number % 5], _HAIR[number * 7 % 6], _CLOTH[number * 5 % 6]
    draw.ellipse((70, 410, 530, 860), fill=cloth)
    draw.polygon([(250, 400), (350, 400), (368, 452), (300, 520), (232, 452)], fill=skin)
    draw.ellipse((196, 120, 404, 370), fill=hair)
    if number % 3 == 0:
        draw.rounded_rectangle((190, 220, 410, 440), 80, fill=hair)
        draw.polygon([(250, 400), (350, 400), (368, 452), (300, 520), (232, 452)], fill=skin)
    draw.ellipse((212, 160, 388, 410), fill=skin)
    draw.pieslice((200, 116, 400, 330), 180 + number % 4 * 6, 360 - number % 5 * 5, fill=hair)
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
