"""Short, plain names of the occupations (CIUO-08, two digits) for charts and sentences.

The official titles run to 130 letters; a phone shows 40. Tables and files carry the official ones.
All are plurals of people, so that a sentence can continue after "faltan".
"""

from __future__ import annotations

from collections.abc import Mapping

from data_access.classifications import OCCUPATIONS
from data_access.language import Text

SHORT: Mapping[str, Text] = {
    "11": Text("Altos cargos directivos"),
    "12": Text("Gerentes de administración y ventas"),
    "13": Text("Gerentes de producción"),
    "14": Text("Gerentes de hoteles y comercios"),
    "21": Text("Profesionales de ciencia e ingeniería"),
    "22": Text("Profesionales de la salud"),
    "23": Text("Docentes"),
    "24": Text("Profesionales de administración"),
    "25": Text("Profesionales de informática"),
    "26": Text("Profesionales de derecho y cultura"),
    "31": Text("Técnicos de ciencia e ingeniería"),
    "32": Text("Técnicos de la salud"),
    "33": Text("Técnicos de finanzas y administración"),
    "34": Text("Técnicos jurídicos y culturales"),
    "35": Text("Técnicos de informática"),
    "41": Text("Oficinistas"),
    "42": Text("Agentes de atención al público"),
    "43": Text("Auxiliares contables y de bodega"),
    "44": Text("Otros auxiliares administrativos"),
    "51": Text("Cocineros y meseros"),
    "52": Text("Vendedores"),
    "53": Text("Cuidadores"),
    "54": Text("Guardias y otros de protección"),
    "61": Text("Agricultores calificados"),
    "62": Text("Pescadores y forestales calificados"),
    "63": Text("Agricultores de subsistencia"),
    "71": Text("Oficiales de la construcción"),
    "72": Text("Mecánicos y metalúrgicos"),
    "73": Text("Artesanos e impresores"),
    "74": Text("Electricistas y electrónicos"),
    "75": Text("Oficiales de alimentos y confección"),
    "81": Text("Operadores de máquinas fijas"),
    "82": Text("Ensambladores"),
    "83": Text("Conductores"),
    "91": Text("Limpiadores"),
    "92": Text("Peones agropecuarios y pesqueros"),
    "93": Text("Peones de construcción e industria"),
    "94": Text("Ayudantes de cocina"),
    "95": Text("Vendedores ambulantes"),
    "96": Text("Recolectores y otros elementales"),
}


def short(code: str) -> Text:
    """Return the plain name of an occupation, or else its official title, or else its code."""
    return SHORT.get(code) or OCCUPATIONS.get(code) or Text("{code}", code=code)
