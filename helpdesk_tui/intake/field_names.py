"""What the fields of a ticket are called: by people in menus, and by other systems in headers."""

from __future__ import annotations

import re

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import N_

TITLES = {
    "external": N_("number"),
    "subject": N_("subject"),
    "kind": N_("kind"),
    "status": N_("status"),
    "priority": N_("priority"),
    "team": N_("team"),
    "assignee": N_("assignee"),
    "client": N_("client"),
    "requester": N_("requester"),
    "requester_id": N_("number of the requester"),
    "email": N_("e-mail of the requester"),
    "category": N_("category"),
    "tags": N_("labels"),
    "created": N_("created"),
    "changed": N_("changed"),
    "resolved": N_("resolved"),
    "closed": N_("closed"),
    "due": N_("due"),
    "description": N_("description"),
}

HEADERS = {
    "external": (
        "number|ticket number|ticket|ticket id|case number|case|incident|incident number|id|no|"
        "nr|n|ref|reference|key|issue key|num|"
        "numero|numero de ticket|n de ticket|caso|numero de caso|incidencia|"
        "numero de incidencia|n incidencia|referencia|codigo|folio|expediente"
    ),
    "subject": (
        "subject|title|summary|short description|topic|name|issue|"
        "asunto|titulo|resumen|descripcion corta|descripcion breve|tema|problema"
    ),
    "description": (
        "description|body|text|details|message|content|long description|"
        "descripcion|detalle|detalles|texto|mensaje|cuerpo|descripcion larga|observaciones"
    ),
    "kind": "kind|type|ticket type|issue type|tipo|tipo de ticket|clase",
    "status": "status|state|ticket status|estado|situacion|fase",
    "priority": "priority|urgency|severity|prioridad|urgencia|gravedad|criticidad",
    "team": (
        "team|group|queue|assignment group|department|support group|"
        "equipo|grupo|cola|grupo de asignacion|departamento"
    ),
    "assignee": (
        "assignee|assigned to|technician|owner|agent|responsible|engineer|"
        "asignado|asignado a|tecnico|agente|responsable|atendido por"
    ),
    "client": (
        "client|customer|company|organization|organisation|account|site|location|"
        "cliente|empresa|organizacion|compania|cuenta|sede|razon social"
    ),
    "requester": (
        "requester|contact|caller|reporter|opened by|requested by|user|from|customer name|"
        "solicitante|contacto|persona|usuario|peticionario|abierto por|informante|quien llama"
    ),
    "requester_id": "requester id|caller id|user id|id solicitante|id usuario",
    "email": (
        "email|e mail|mail|requester email|contact email|email address|from email|"
        "correo|correo electronico|email solicitante|correo del solicitante"
    ),
    "category": "category|component|service|area|categoria|componente|servicio",
    "tags": "tags|labels|keywords|etiquetas|palabras clave",
    "created": (
        "created|created at|created on|opened|opened at|open date|date|created date|date opened|"
        "creation date|start date|reported|submitted|"
        "creado|creada|creado el|fecha de creacion|fecha creacion|fecha|abierto|abierta|"
        "fecha de apertura|fecha apertura|apertura|alta|fecha de alta|fecha alta"
    ),
    "changed": (
        "changed|updated|updated at|last updated|last update|modified|last modified|changed at|"
        "updated on|sys updated at|cambiado|actualizado|actualizada|fecha de actualizacion|"
        "ultima actualizacion|modificado|ultima modificacion|ultimo cambio"
    ),
    "resolved": (
        "resolved|resolved at|solved|solved at|resolution date|date resolved|"
        "resuelto|resuelta|fecha de resolucion|fecha resolucion|solucionado|fecha de solucion"
    ),
    "closed": (
        "closed|closed at|close date|date closed|closed on|"
        "cerrado|cerrada|fecha de cierre|fecha cierre|cierre|baja"
    ),
    "due": (
        "due|due date|due at|deadline|sla due|vence|vencimiento|fecha de vencimiento|"
        "fecha limite|plazo|limite"
    ),
}
"""Names of columns in both languages, the surest first."""

STATUS = {
    "new": "new|nuevo|nueva|registered|registrado|registrada|received|recibido|recibida|unassigned",
    "open": (
        "open|abierto|abierta|active|activo|activa|in progress|en curso|en progreso|en proceso|"
        "assigned|asignado|asignada|in work|work in progress|started|processing|en tratamiento|"
        "reopened|reabierto|reabierta|to do|doing|en marcha"
    ),
    "waiting: client": (
        "waiting for customer|waiting on customer|waiting for client|awaiting user info|"
        "waiting for user|pending customer|waiting: client|"
        "en espera: cliente|esperando al cliente|pendiente de cliente|pendiente del cliente|"
        "pendiente cliente|en espera de cliente|espera cliente|pendiente usuario"
    ),
    "waiting: supplier": (
        "waiting for supplier|waiting on third party|awaiting vendor|with the supplier|"
        "waiting: supplier|waiting for vendor|pending vendor|"
        "en espera: proveedor|pendiente de proveedor|pendiente proveedor|esperando al proveedor"
    ),
    "waiting: other": (
        "waiting|pending|on hold|hold|suspended|paused|awaiting|waiting: other|scheduled|"
        "en espera|pendiente|suspendido|suspendida|pausado|pausada|detenido|aplazado|programado"
    ),
    "resolved": (
        "resolved|solved|done|fixed|finished|completed|complete|"
        "resuelto|resuelta|solucionado|solucionada|hecho|hecha|terminado|terminada|finalizado|"
        "finalizada|completado|completada"
    ),
    "closed": (
        "closed|cancelled|canceled|rejected|archived|deleted|"
        "cerrado|cerrada|cancelado|cancelada|anulado|anulada|rechazado|rechazada|archivado"
    ),
}

PRIORITY = {
    1: "1|p1|critical|urgent|highest|emergency|blocker|critica|critico|urgente|muy alta|maxima",
    2: "2|p2|high|major|important|alta|alto|importante",
    3: "3|p3|normal|medium|moderate|standard|media|medio|moderada",
    4: "4|p4|low|minor|lowest|planning|trivial|baja|bajo|menor|muy baja|5|p5",
}

KIND = {
    "incident": "incident|problem|bug|fault|error|incidencia|averia|problema|fallo",
    "request": (
        "request|service request|task|question|change|wish|feature|"
        "peticion|solicitud|consulta|tarea|cambio|pregunta|mejora"
    ),
}


def plain(text: str) -> str:
    """A name without case, accents and marks, to compare it: "Nº_de-Ticket" is "n de ticket"."""
    return " ".join(re.sub(r"[^\w:]|_|[ºª°]", " ", fold(text.replace("º", " "))).split())


def words(entry: str) -> list[str]:
    """The names in an entry of the tables above, as `plain` leaves them."""
    return [plain(name) for name in entry.split("|") if name]
