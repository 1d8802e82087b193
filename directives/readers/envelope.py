"""What the envelope of an edXML package says, as plain values.

QCVN 102:2016/BTTTT and its amendment 1:2022.  Elements are found by their names alone: senders use the old namespace
(http://www.e-doc.vn/Schema/), the new one (http://www.mic.gov.vn/TBT/QCVN_102_2016) or any prefix.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_LONGEST = 2000  # characters of one value


def local(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(parent: Element | None, *path: str) -> Element | None:
    """The first element down a path of names."""
    for name in path:
        parent = next((child for child in parent if local(child) == name), None) if parent is not None else None
    return parent


def every(parent: Element | None, name: str) -> list[Element]:
    return [child for child in parent if local(child) == name] if parent is not None else []


def text_at(parent: Element | None, *path: str) -> str:
    found = first(parent, *path)
    return " ".join((found.text or "").split())[:_LONGEST] if found is not None else ""


def day_at(parent: Element | None, *path: str) -> str | None:
    """A date as ISO; None where there is none, or none that exists."""
    found = _DAY.match(text_at(parent, *path))
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def envelope_of(root: Element) -> dict[str, Any]:
    """The facts of the message header.  The moments of TraceHeader are those of the senders' machines: no arrival."""
    headers = first(root, "edXMLEnvelope", "edXMLHeader")
    header = first(headers, "MessageHeader")
    other = first(header, "OtherInfo")
    trace = first(headers, "TraceHeaderList")
    business = first(trace, "Bussiness") or first(trace, "Business")
    return {
        "kind": "edxml",
        "document_id": text_at(header, "DocumentId"),
        "number": text_at(header, "Code", "CodeNumber"),
        "notation": text_at(header, "Code", "CodeNotation"),
        "issued_on": day_at(header, "PromulgationInfo", "PromulgationDate"),
        "place": text_at(header, "PromulgationInfo", "Place"),
        "organisation": text_at(header, "From", "OrganName"),
        "organisation_id": text_at(header, "From", "OrganId"),
        "addressees": [name for to in every(header, "To") if (name := text_at(to, "OrganName"))],
        "places": [words for place in every(first(header, "ToPlaces"), "Place") if (words := text_at(place))],
        "type_name": text_at(header, "DocumentType", "TypeName"),
        "subject": text_at(header, "Subject"),
        "content": text_at(header, "Content"),
        "signer_name": text_at(header, "SignerInfo", "FullName"),
        "signer_position": text_at(header, "SignerInfo", "Position"),
        "signer_capacity": text_at(header, "SignerInfo", "Competence"),
        "due_on": day_at(header, "DueDate"),
        "priority": text_at(other, "Priority"),
        "steering": text_at(header, "SteeringType"),
        "business": text_at(business, "BussinessDocType") or text_at(business, "BusinessDocType"),
        "response_for": [_response(one) for one in every(header, "ResponseFor")],
    }


def _response(element: Element) -> dict[str, Any]:
    number, notation = text_at(element, "Code", "CodeNumber"), text_at(element, "Code", "CodeNotation")
    return {
        "reference": "/".join(filter(None, (number, notation))) or text_at(element, "Code"),
        "issued_on": day_at(element, "PromulgationDate"),
        "document_id": text_at(element, "DocumentId"),
    }
