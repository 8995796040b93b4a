"""Words that offices write for the codes of short lists, where they have one meaning only.

A letter that two lists of the world use for different things, as M and F for sex, is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from data_access import lists

SYNONYMS: list[tuple[Mapping[str, object], dict[str, str]]] = [
    (
        lists.SEX,
        {
            "M": "femenino/female/woman/mujeres",
            "H": "masculino/male/man/hombres/varón",
            "I": "intersexual",
            "NR": "no sabe/no responde/ns nr/sin respuesta/no contesta/prefiere no responder",
        },
    ),
    (
        lists.MOBILITY,
        {
            "MIG": "migrantes/persona migrante/inmigrante/migrante internacional",
            "REF": "refugiada/refugio/solicitante de asilo/solicitante de refugio/asilada/"
            "persona refugiada/refugee/asylum seeker/solicitante de la condición de refugiada"
            "/solicitante de la condición de refugio/persona solicitante de asilo",
            "RET": "retornada/persona retornada/migrante retornada/ecuatoriana retornada/returnee",
            "ACO": "acogida/comunidad receptora/población local/host community/comunidad local",
            "INT": "movilidad interna/desplazada interna/internal migrant",
            "NR": "no sabe/sin respuesta/no contesta/prefiere no responder",
        },
    ),
    (
        lists.YES_NO,
        {
            "SI": "yes/verdadero/true/s/sí señor",
            "NO": "falso/false/n",
            "NR": "no sabe/sin respuesta/no contesta/ns nr",
        },
    ),
    (lists.SIZE, {"MICRO": "micro empresa", "PEQUENA": "pequeña empresa/small"}),
    (
        lists.SIZE,
        {"MEDIANA": "mediana a/mediana b/mediana empresa/medium", "GRANDE": "gran empresa/large"},
    ),
    (lists.CHANNEL, {"FERIA": "feria", "BOLSA": "bolsa", "COWORK": "coworking/co working"}),
    (lists.CHANNEL, {"MERCADO": "marketplace/mercado", "CURSO": "curso/capacitación"}),
    (lists.STAGE, {"REG": "registro", "PER": "perfil/perfilada", "REF": "referencia/derivada"}),
    (lists.STAGE, {"ENT": "entrevista", "OFE": "oferta", "CON": "contratación/contrato"}),
    (lists.OUTCOME, {"COMPLETA": "completada", "RECHAZO": "rechazada"}),
    (lists.DESIGN, {"PROBABILISTICO": "probabilística", "NO_PROBABILISTICO": "no probabilística"}),
    (lists.COURSE, {"TOT": "formador de formadores/training of trainers"}),
    (lists.GOVERNMENT, {"NACIONAL": "nacional", "PROVINCIAL": "provincia", "CANTONAL": "canton"}),
    (lists.BARRIER, {"OTRA": "otro/otras", "NINGUNA": "ninguno"}),
]
# Who comes from where, as forms ask it.
NATIONALS = {
    "ECU": "ecuatoriana",
    "VEN": "venezolana/república bolivariana de venezuela/venezuela república bolivariana de",
    "COL": "colombiana",
    "PER": "peruana",
    "CUB": "cubana",
    "HTI": "haitiana",
    "ARG": "argentina",
    "BOL": "boliviana",
    "BRA": "brasileña/brasilera",
    "CHL": "chilena",
    "CHN": "china",
    "CRI": "costarricense",
    "DEU": "alemana",
    "DOM": "dominicana",
    "ESP": "española",
    "FRA": "francesa",
    "GTM": "guatemalteca",
    "HND": "hondureña",
    "ITA": "italiana",
    "MEX": "mexicana",
    "NIC": "nicaragüense",
    "PAN": "panameña",
    "PRY": "paraguaya",
    "SLV": "salvadoreña",
    "URY": "uruguaya",
    "USA": "estadounidense/estados unidos de américa/ee uu/eeuu",
    "GBR": "gran bretaña/británica",
    "NLD": "holanda/holandesa",
}


def words_of(codes: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the words for a list's codes, each with its code."""
    return [
        (word, code)
        for listed, words in SYNONYMS
        if listed is codes
        for code, said in words.items()
        for word in said.split("/")
    ]
