"""Column names as other programs write them, in English, German, French and Spanish, and the field each one means.

Names are compared as letters and digits only, without case and accents, so "E-mail 1 - Value" is `email1value`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from advoplanner.core.text import fold

FIELDS: dict[str, str] = {
    "full_name": "Full name", "given": "Given name", "middle": "Middle name", "family": "Family name", "prefix": "Title before the name",
    "suffix": "Suffix", "nickname": "Nickname", "preferred_name": "Preferred name", "say_it": "Say it", "pronouns": "Pronouns",
    "job_title": "Job title", "function": "Function", "organisation": "Organisation", "department": "Department", "industry": "Industry",
    "emails": "E-mail", "phones": "Phone", "city": "City", "region": "State or region", "country": "Country", "zone": "Time zone",
    "language": "Language", "website": "Web page", "tags": "Tags", "topics": "Topics", "groups": "Groups", "notes": "Notes",
    "background": "Background", "member_since": "Member since", "term_end": "Term end", "side": "Side", "role": "Role", "reply": "Reply",
    "decision": "Decision", "diet": "Diet", "access_needs": "Access needs", "companion": "Companion", "brought_by": "Brought by",
    "extra": "Keep as it is", "skip": "Leave out",
}  # fmt: skip
"""What a column can be mapped to, with the words of the mapping page."""

# In each list the best source comes first: where several columns fill one field, the first non-empty cell in this order wins.
NAMES: dict[str, str] = {
    "full_name": "fullname name displayname contactname yourname attendeename guestname participant attendee guest vollstandigername nomcomplet"
                 " nombrecompleto whatisyourname whatsyourname fn contact anzeigename",
    "given": "firstname givenname forename given first vorname prenom nombredepila primernombre legalgivenname givennames",
    "middle": "middlename additionalname middle weiterevornamen deuxiemeprenom segundonombre",
    "family": "lastname familyname surname family last nachname familienname zuname nomdefamille apellidos apellido primerapellido legalfamilyname",
    "prefix": "nameprefix salutation prefix honorific anrede civilite tratamiento namensprafix honorificprefix",
    "suffix": "suffix namesuffix generationqualifier suffixe sufijo namenssuffix honorificsuffix",
    "nickname": "nickname spitzname surnom apodo rufname",
    "preferred_name": "preferredname badgename preferredfirstname knownas calledname nameonbadge goesby",
    "say_it": "sayit pronunciation namepronunciation phoneticname howtosayit saythename",
    "pronouns": "pronouns pronoun pronomen pronoms pronombres",
    "job_title": "jobtitle position organizationtitle organisationtitle stelle berufsbezeichnung funktion fonction poste cargo puesto jobposition"
                 " positiontitle occupation designation titel titleposition functie",
    "function": "function jobfunction businessfunction",
    "organisation": "company companyname organisation organization organizationname organisationname accountname account employer firma unternehmen"
                    " organisme societe entreprise empresa compania organizacion associatedcompany primarycompany business arbeitgeber org"
                    " institution",
    "department": "department organizationdepartment organisationdepartment abteilung service departement departamento team unit",
    "industry": "industry sector branche secteur industria",
    "emails": "email emailaddress workemail businessemail primaryemail emailvalue emailadresse mail emailgeschaftlich adressedemessagerie courriel"
              " adresseemail correoelectronico direcciondecorreoelectronico correo emails emailaddresses companyemail youremail youremailaddress"
              " homeemail personalemail privateemail otheremail smtpaddress secondaryemail additionalemailaddresses",
    "phones": "phone phonenumber businessphone workphone mobilephone mobile mobilephonenumber cellphone cell telephone tel phonevalue primaryphone"
              " companymainphone businessphonenumber telefon telefonnummer telefongeschaftlich mobiltelefon telefonprivat telephonebureau telmobile"
              " telephone telefono telefonodeltrabajo telefonomovil movil portable handy directphone homephone otherphone phones phonenumbers"
              " assistantphone hauptnummer",
    "city": "city businesscity mailingcity workcity addresscity town ort ortgeschaftlich stadt ville villebureau ciudad ciudaddeltrabajo homecity"
            " othercity ortprivat billingcity locality",
    "region": "state region stateregion stateprovince businessstate mailingstate mailingstateprovince addressregion province bundesland"
              " regiongeschaftlich depregionbureau provincia provinciaoestado homestate otherstate county",
    "country": "country countryregion businesscountryregion businesscountry mailingcountry addresscountry land landregiongeschaftlich pays"
               " paysregionbureau pais paisoregion homecountryregion homecountry othercountry othercountryregion nation landregion",
    "zone": "timezone zone zeitzone fuseauhoraire zonahoraria tz",
    "language": "language languages preferredlanguage sprache langue idioma lang",
    "website": "webpage website url websitevalue websiteurl webseite pageweb siteweb paginaweb homepage linkedin linkedinurl profileurl"
               " businesswebpage personalwebpage",
    "tags": "tags tag categories category kategorien kategorie categorie categorias labels label groupmembership keywords schlagworte etiquetas",
    "topics": "topics topic interests interest topicsofinterest themen thema sujets themes temas committees areasofinterest issues",
    "groups": "group groups gruppe gruppen groupe groupes grupo grupos party programme program council board segment",
    "notes": "notes note comments comment description notizen anmerkungen bemerkungen bemerkung remarques remarque notas kommentar"
             " commentaires additionalcomments",
    "background": "background bio biography about roles rolesheld aboutyou headline kurzbiografie",
    "member_since": "membersince since joined joindate termstart memberfrom mitgliedseit membredepuis miembrodesde",
    "term_end": "termend termends termexpires memberuntil endofterm mitgliedbis findemandat findemandato",
    "side": "side guestside seite relationship customerorprospect contacttype audience",
    "role": "role attendance guestrole eventrole rolle rol attendeetype guesttype teilnahme participation",
    "reply": "reply response rsvp rsvpstatus responsestatus replystatus status antwort reponse respuesta attending willyouattend willyoubeattending"
             " areyoucoming canyouattend areyouattending zusage registrationstatus attendancestatus invitationstatus antwortstatus willyoujoinus",
    "decision": "decision invite approval approvalstatus entscheidung",
    "diet": "diet dietary dietaryrequirements dietaryrestrictions dietaryneeds dietarypreferences diettype foodallergies allergies meal"
            " mealpreference mealchoice foodpreference essenswunsch ernahrung unvertraglichkeiten allergien regimealimentaire dieta"
            " doyouhaveanydietaryrequirements"
            " doyouhaveanydietaryrestrictions anydietaryrequirements specialdiet",
    "access_needs": "accessneeds accessibility accessibilityneeds accessrequirements accessibilityrequirements specialneeds specialassistance"
                    " barrierefreiheit accessneed",
    "companion": "companion plusone accompaniedby begleitung begleitperson accompagnant acompanante nameofcompanion whowillyoubring whoareyoubringing"
                 " companionname plusonename plus1",
    "brought_by": "broughtby invitedby referredby introducedby eingeladenvon empfohlenvon invitepar invitadopor nominatedby",
    "skip": "id recordid contactid isdeleted masterrecordid accountid ownerid contactowner owner createddate createdate lastmodifieddate"
            " systemmodstamp lastactivitydate createdbyid lastmodifiedbyid birthday birthdate geburtstag anniversaire cumpleanos gender geschlecht"
            " sexe sexo governmentidnumber photo internetfreebusy priority private sensitivity mileage directoryserver billinginformation"
            " emailtype emaildisplayname timestamp starttime completiontime lastmodifiedtime zeitstempel initials fileas phoneticfirstname"
            " phoneticmiddlename phoneticlastname yominame givennameyomi additionalnameyomi familynameyomi organizationyominame"
            " organizationtype organizationphoneticname organizationsymbol shortname associatedcompanyids addresslabel addresstype addressformatted"
            " emaillabel phonelabel phonetype websitelabel websitetype eventlabel eventtype customfieldlabel relationlabel relationtype uid"
            " connectedon reportstoid submissionid responseid",
}  # fmt: skip

# Google numbers its columns ("E-mail 2 - Value", "Organization 1 - Name"), Outlook too ("E-mail 2 Address", "Business Phone 2").
_NUMBERED = re.compile(
    r"(email|phone|organization|address|website|event|relation|customfield)(\d{0,2})(value|address|number|name|title|department|city|region|country"
    r"|label|type|formatted|yominame|phoneticname|symbol|adresse|displayname)"
    r"|(\w*?(?:phone|email|emailaddress|telefongeschaftlich|telefonprivat))\d{1,2}"
)
_WORDY: tuple[tuple[str, str], ...] = (
    ("diet", "dietary"),
    ("diet", "allerg"),
    ("reply", "rsvp"),
    ("emails", "emailaddress"),
    ("access_needs", "accessib"),
)
"""(field, letters): questions of forms are whole sentences, so these are only suggested."""


_LONGEST = 200
"""Characters; a longer cell is no column name."""


_ASKED = re.compile("^(?:whatis|pleaseenter|pleasegive|enter)?your")
"""How a form asks for what a table names: "Your full name", "Please enter your company"."""


def letters(header: str) -> str:
    """A column's name as it is compared: folded, letters and digits only."""
    return "".join(c for c in fold(header) if c.isalnum())


@lru_cache(maxsize=4096)
def field_of_header(header: str) -> str:
    """The field that a column certainly means, or "" where its name is not known."""
    if len(header) > _LONGEST:
        return ""
    name = letters(header)
    asked = _ASKED.sub("", name)
    return _FIELD_OF.get(name) or _FIELD_OF.get(_without_number(name)) or _FIELD_OF.get(asked, "")


def rank_of_header(header: str) -> int:
    """How good a source this column is for its field: 0 is the best."""
    name = letters(header)
    return _RANK.get(name, _RANK.get(_without_number(name), len(_RANK)))


def suggested_field(header: str) -> str:
    """A field that the column may mean, for a person to confirm: nearly the same letters, or a form's question."""
    name = letters(header)
    if not 4 <= len(name) <= _LONGEST:
        return ""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, _FIELD_OF.keys(), scorer=fuzz.ratio, score_cutoff=90)
    if found:
        return _FIELD_OF[found[0]]
    return next((field for field, part in _WORDY if part in name), "")


def _without_number(name: str) -> str:
    found = _NUMBERED.fullmatch(name)
    if not found:
        return ""
    if found[4]:
        return found[4]
    kind, what = found[1], found[3]
    if kind == "email" and what in ("value", "address", "adresse"):
        return "email"
    return f"{kind}{what}"


_FIELD_OF: dict[str, str] = {name: field for field, names in NAMES.items() for name in reversed(names.split())}
_RANK: dict[str, int] = {name: rank for names in NAMES.values() for rank, name in enumerate(names.split())}
