"""What the fields of recorded time are called: by people in menus, and by others in headers."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

TITLES = {
    "external": N_("number"),
    "technician": N_("technician"),
    "email": N_("e-mail of the technician"),
    "client": N_("client"),
    "project": N_("project"),
    "activity": N_("activity"),
    "ticket": N_("ticket of this desk"),
    "title": N_("title"),
    "description": N_("description"),
    "tags": N_("labels"),
    "billable": N_("billable"),
    "day": N_("day"),
    "begin": N_("begin"),
    "end_day": N_("day of the end"),
    "end": N_("end"),
    "length": N_("length"),
    "minutes": N_("length in minutes"),
    "break": N_("length of the break"),
    "breaks": N_("breaks from … to …"),
    "zone": N_("time zone"),
    "type": N_("kind of row (no break)"),
}

HEADERS = {
    "external": "entry id|time entry id|id|entry|record id|id registro|id de registro|registro",
    "technician": (
        "technician|user|user name|username|employee|worker|member|team member|person|resource|"
        "consultant|agent|engineer|who|staff|name|"
        "tecnico|usuario|empleado|empleada|trabajador|persona|recurso|consultor|operario|quien|"
        "nombre"
    ),
    "email": "email|e mail|mail|user email|email address|correo|correo electronico",
    "client": (
        "client|customer|company|organization|organisation|account|client name|customer name|"
        "cliente|empresa|organizacion|compania|cuenta|razon social|nombre del cliente"
    ),
    "project": "project|project name|job|proyecto|obra|encargo|contrato",
    "activity": (
        "activity|activity type|type of work|work type|task type|category|service|"
        "actividad|tipo de actividad|tipo de trabajo|tipo de tarea|categoria|servicio"
    ),
    "ticket": "",  # of another desk, most often: only a person can say that it is of this one
    "title": (
        "title|subject|work|work done|task|what|summary|concept|description|"
        "titulo|asunto|trabajo|trabajo realizado|tarea|que|resumen|concepto|descripcion"
    ),
    "description": (
        "description|notes|note|comment|comments|details|remarks|"
        "descripcion|notas|nota|comentario|comentarios|detalle|detalles|observaciones"
    ),
    "tags": "tags|tag|labels|etiquetas|etiqueta",
    "billable": "billable|chargeable|facturable|cobrable|se factura",
    "day": (
        "day|date|work date|start date|date worked|entry date|"
        "dia|fecha|fecha de trabajo|fecha inicio|fecha de inicio|fecha inicial|jornada"
    ),
    "begin": (
        "begin|start|start time|begin time|from|started|started at|time in|clock in|in|"
        "inicio|hora inicio|hora de inicio|hora inicial|comienzo|hora de comienzo|desde|"
        "hora desde|de|entrada|hora entrada|hora de entrada|empieza"
    ),
    "end_day": (
        "end date|stop date|finish date|fecha fin|fecha de fin|fecha final|fecha hasta|"
        "fecha de finalizacion"
    ),
    "end": (
        "end|end time|stop|stop time|to|until|finish|finish time|finished|time out|clock out|out|"
        "fin|hora fin|hora de fin|final|hora final|hasta|hora hasta|a|salida|hora salida|"
        "hora de salida|termina"
    ),
    "length": (
        "duration|hours|time spent|hours worked|worked|time|length|total hours|duration h|"
        "duration decimal|hrs|dur|quantity|"
        "duracion|horas|tiempo|tiempo dedicado|horas dedicadas|horas trabajadas|total horas|"
        "duracion h|horas totales|cantidad|hs|h"
    ),
    "minutes": (
        "minutes|min|mins|duration min|duration minutes|minutes worked|"
        "minutos|duracion min|duracion minutos|duracion en minutos|tiempo min|tiempo en minutos"
    ),
    "break": "break|break h|pausa|descanso",
    "breaks": "breaks|pausas",
    "zone": "time zone|timezone|zona horaria|huso horario",
    "type": "",  # of Clockify, whose own mapping says it
}
"""Names of columns in both languages, the surest first."""
