"""Other names of the templates' columns, as forms, partners and case systems write them."""

from __future__ import annotations

from data_access.imports.headings import plain

_ALIASES = {
    "codigo_persona": "id persona/codigo beneficiario/codigo de la persona/id beneficiario"
    "/individual id/participant id/participant code/person code/person id/codigo participante",
    "anio_nacimiento": "en que año nacio/cual es su año de nacimiento"
    "/año de nacimiento/año nac/year of birth/birth year/año nacimiento",
    "sexo": "cual es su sexo/sexo de la persona/sex/genero/gender",
    "nacionalidad": "cual es su nacionalidad/de que pais es"
    "/nationality/pais de origen/country of origin/pais de nacionalidad/pais",
    "situacion_movilidad": "cual es su situacion de movilidad/cual es su situacion migratoria"
    "/situacion de movilidad/situacion migratoria/condicion migratoria/condicion de movilidad"
    "/estatus migratorio/population group/tipo de poblacion/mobility status/perfil migratorio",
    "canton_residencia": "en que canton vive/en que ciudad vive/canton donde vive"
    "/canton de residencia/canton/ciudad/municipio/admin2/adm2/city"
    "/lugar de residencia/ciudad de residencia",
    "ciuo2": "ocupacion/ciuo/isco/ocupacion que busca/occupation",
    "fecha_registro": "fecha de registro/registration date/fecha de inscripcion/fecha registro",
    "fecha_consentimiento": "fecha de consentimiento/consent date/fecha del consentimiento",
    "version_consentimiento": "version del consentimiento/consent version/version consentimiento",
    "codigo_empresa": "empresa/id empresa/codigo de empresa/company id/company code"
    "/enterprise code",
    "nombre": "nombre del curso/nombre curso/nombre de la sede/nombre del evento/nombre evento"
    "/nombre de la plataforma/nombre de la asociacion/nombre asociacion/name",
    "titulo": "titulo del estudio/nombre del estudio/title",
    "gad": "gobierno/municipio/institucion ejecutora/gad ejecutor/canton",
    "codigo_evento": "evento/id evento/event id/event code/feria",
    "codigo_vacante": "vacante/id vacante/vacancy id/vacancy code",
    "codigo_asociacion": "asociacion/id asociacion",
    "puestos": "asientos/capacidad/seats/numero de puestos",
    "horas_semana": "horas por semana/horas semanales/weekly hours",
    "fecha_inicio": "inicio/fecha de inicio/fecha de contratacion/start date",
    "ultimo_contacto": "ultimo seguimiento/fecha de ultimo contacto/last contact",
    "salario_usd": "salario/sueldo/salario mensual/remuneracion/wage",
    "tamano": "tamaño/size/tamaño de la empresa",
    "ciiu": "actividad economica/sector/rama/isic",
    "canton": "ciudad/municipio/admin2/adm2/city/lugar",
    "encuesta": "codigo de encuesta/survey",
    "estrato": "stratum/codigo de estrato",
    "resultado": "resultado de la visita/outcome",
    "puestos_ocupados": "puestos de trabajo/personal ocupado/empleados/trabajadores/occupied posts",
    "dispuesta_contratar": "contrataria/dispuesta a contratar/disposicion a contratar/willing",
    "barreras": "barreras para contratar/barriers/barrera",
    "vacantes": "puestos vacantes/numero de vacantes/vacancies",
    "dificil_cobertura": "dificiles de cubrir/hard to fill",
    "codigo_sesion": "sesion/id sesion/session id/session code",
    "codigo_curso": "curso/id curso/course id/course code",
    "codigo_cohorte": "cohorte/grupo/cohort/cohort code/cohort id",
    "fecha": "date/dia",
    "horas": "hours/duracion horas/duracion",
    "nota_pre": "nota inicial/pre test/pretest/nota antes/evaluacion inicial",
    "nota_post": "nota final/post test/postest/nota despues/evaluacion final",
    "completo": "finalizo/completed/termino",
    "certificado": "certified/se certifico",
    "codigo_oferta": "oferta/id oferta/listing id/listing code",
    "mes": "month/periodo",
    "ventas_n": "numero de ventas/ventas/sales",
    "ventas_usd": "ventas en dolares/monto/monto vendido/sales usd",
    "indicador": "codigo del indicador/indicator/indicadores/codigo indicador",
    "territorio": "canton/cantones/lugar/territory/ciudad/municipio/localidad",
    "periodo": "period/trimestre/año",
    "linea_base": "linea de base/baseline",
    "meta": "target/meta anual/valor meta",
    "edicion": "edition/codigo de edicion",
    "codigo_postulacion": "postulacion/proposal/submission/id postulacion/submission id/proyecto"
    "/proposal id/codigo",
    "codigo_jurado": "jurado/reviewer/juror/evaluador/id jurado",
    "criterio": "criterion/score category/categoria/category",
    "puntaje": "score/calificacion/nota/value/puntuacion",
    "no_evaluable": "no evaluable/not assessable",
    "entrada": "hora de entrada/check in/ingreso",
    "salida": "hora de salida/check out",
    "codigo_sede": "sede/espacio",
}
ALIASES = {name: [plain(said) for said in words.split("/")] for name, words in _ALIASES.items()}
# Columns that forms and case systems add by themselves: nobody typed them.
OWN_COLUMNS = {
    *("start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid"),
    *("_id", "_uuid", "_submission_time", "_submitted_by", "_validation_status", "_notes"),
    *("_status", "__version__", "_tags", "_index", "_parent_index", "_parent_table_name"),
    *("_submission__id", "_submission__uuid", "_submission__submission_time", "instanceid"),
    *(
        "_submission__validation_status",
        "_submission__notes",
        "_submission__status",
        "meta/instanceID",
    ),
    *("_submission__submitted_by", "_submission___version__", "_submission__tags", "KEY"),
    *("PARENT_KEY", "SET-OF", "SubmissionDate", "meta-instanceID", "SubmitterID", "SubmitterName"),
    *("AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits"),
    # ActivityInfo's, and pretalx's.
    *("@id", "@form", "@parent", "@lastEditTime", "@lastEditedTime", "Record ID", "Record Id"),
    *("Parent record ID", "Last edited time", "Last edited by", "Created", "Updated", "created"),
    *("updated", "Score", "score"),
    *("FormVersion", "formdef_version", "_attachments", "_geolocation", "_xform_id_string"),
}
