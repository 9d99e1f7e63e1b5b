"""The fields that a filter can name and the values that have names, in every language at once.

Whatever language the desk speaks, all of these words are understood, so that a filter that somebody
sends along, or that comes from another desk, means the same here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from helpdesk_tui.collation import fold


class Sort(Enum):
    """What the values of a field are."""

    NAME = auto()
    """Words of a name: every one of them must be in it."""
    LABEL = auto()
    """A label, whole."""
    CHOICE = auto()
    """One of the values that the field has names for."""
    NUMBER = auto()
    PAST = auto()
    """Instants behind us: a duration is an age."""
    COMING = auto()
    """Instants before us: a duration is what is left."""

    @property
    def is_instant(self) -> bool:
        """Whether the values are instants."""
        return self in (Sort.PAST, Sort.COMING)


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called: its neutral word, the Spanish one, and others that are heard."""

    key: str
    es: str
    others: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        """The word that is shown."""
        return self.es if language == "es" else self.key

    def all(self) -> Iterable[str]:
        """Every word that is understood."""
        return self.key, self.es, *self.others


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is known of a ticket and can be asked for."""

    name: Name
    sort: Sort
    values: tuple[Name, ...] = ()
    """The values that have names of their own."""
    _named: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_named", _by_word(self.values))

    @property
    def key(self) -> str:
        """The neutral word."""
        return self.name.key

    def value_named(self, word: str) -> str | None:
        """The neutral word of a named value; None for any other word."""
        return self._named.get(fold(word))


def _by_word(names: Iterable[Name]) -> dict[str, str]:
    return {fold(word): name.key for name in names for word in name.all()}


NONE = Name("none", "ninguno", ("ninguna", "nothing", "nada", "no", "without", "sin"))
NOBODY = Name("none", "nadie", ("nobody", "ninguno", "no"))
NEVER = Name("none", "nunca", ("never", "ninguno"))
ME = Name("me", "yo", ("mine", "mio"))
OURS = Name("mine", "mio", ("me", "yo", "nuestro"))

WEEKDAYS = (
    Name("monday", "lunes", ("mon", "lun")),
    Name("tuesday", "martes", ("tue", "mar")),
    Name("wednesday", "miércoles", ("wed", "mie")),
    Name("thursday", "jueves", ("thu", "jue")),
    Name("friday", "viernes", ("fri", "vie")),
    Name("saturday", "sábado", ("sat", "sab")),
    Name("sunday", "domingo", ("sun", "dom")),
)

DAYS = (
    Name("today", "hoy"),
    Name("yesterday", "ayer"),
    Name("tomorrow", "mañana"),
    Name("week", "semana", ("thisweek", "estasemana")),
    Name("month", "mes", ("thismonth", "estemes")),
    Name("year", "año", ("thisyear", "esteaño")),
    *WEEKDAYS,
)

STATUS = (
    Name("new", "nuevo"),
    Name("open", "abierto"),
    Name("waiting", "esperando", ("wait", "espera", "en espera", "pending", "pendiente", "waits")),
    Name("resolved", "resuelto", ("solved", "solucionado")),
    Name("closed", "cerrado"),
)
KIND = (Name("incident", "incidencia", ("incidente",)), Name("request", "petición", ("solicitud",)))
WAITS_FOR = (
    Name("client", "cliente"),
    Name("supplier", "proveedor"),
    Name("other", "otro", ("otra", "else")),
)
OWED = (
    Name("first", "primera", ("firstresponse", "primerarespuesta")),
    Name("next", "siguiente", ("nextresponse", "respuestasiguiente")),
    Name("resolution", "resolución", ("resolve", "resolver", "solution", "solución")),
)
YES_NO = (Name("yes", "sí", ("y", "true")), Name("no", "no", ("not", "false")))
APPROVAL = (
    Name("asked", "pedida", ("pedido", "requested", "solicitada", "pending")),
    Name("approved", "aprobada", ("aprobado", "yes", "si")),
    Name("rejected", "rechazada", ("rechazado", "declined", "denegada")),
)
PRIORITY = (
    Name("1", "1", ("p1", "critical", "crítica", "urgente", "urgent")),
    Name("2", "2", ("p2", "high", "alta")),
    Name("3", "3", ("p3", "normal")),
    Name("4", "4", ("p4", "low", "baja")),
)

FIELDS = (
    Field(Name("client", "cliente", ("customer", "company", "empresa")), Sort.NAME, (NONE,)),
    Field(Name("from", "de", ("requester", "solicitante", "contact")), Sort.NAME, (NOBODY,)),
    Field(
        Name("assignee", "asignado", ("assigned", "who", "quien", "técnico", "technician")),
        Sort.NAME,
        (ME, NOBODY),
    ),
    Field(Name("team", "equipo", ("grupo", "group")), Sort.NAME, (OURS, NONE)),
    Field(Name("status", "estado", ("state", "is")), Sort.CHOICE, STATUS),
    Field(Name("prio", "prio", ("priority", "prioridad", "p")), Sort.NUMBER, PRIORITY),
    Field(Name("tag", "etiqueta", ("label", "tags", "etiquetas")), Sort.LABEL, (NONE,)),
    Field(Name("category", "categoría"), Sort.NAME, (NONE,)),
    Field(Name("kind", "tipo", ("type", "clase")), Sort.CHOICE, KIND),
    Field(Name("machine", "máquina", ("asset", "activo")), Sort.NAME, (NONE,)),
    Field(Name("waits", "espera", ("waitsfor", "esperaa")), Sort.CHOICE, WAITS_FOR),
    Field(Name("unread", "sinleer", ("noleido", "unseen")), Sort.CHOICE, YES_NO),
    Field(Name("approval", "aprobación", ("approvals", "aprobaciones")), Sort.CHOICE, APPROVAL),
    Field(Name("created", "creado", ("age", "edad", "opened")), Sort.PAST, DAYS),
    Field(Name("changed", "cambiado", ("updated", "modificado")), Sort.PAST, DAYS),
    Field(Name("resolved", "resuelto", ("solved",)), Sort.PAST, (*DAYS, NEVER)),
    Field(Name("closed", "cerrado"), Sort.PAST, (*DAYS, NEVER)),
    Field(
        Name("due", "vence", ("clock", "reloj", "plazo")),
        Sort.COMING,
        (Name("overdue", "vencido", ("late", "breached")), *DAYS, NEVER),
    ),
    Field(Name("owed", "debe", ("owes", "debido", "target", "promise")), Sort.CHOICE, OWED),
    Field(Name("until", "hasta", ("wakes", "despierta")), Sort.COMING, (*DAYS, NEVER)),
    Field(Name("number", "número", ("id", "num")), Sort.NUMBER),
)

FIELD_OF = {fold(word): known for known in FIELDS for word in known.name.all()}
"""Every word that names a field, folded."""

BY_KEY = {known.key: known for known in FIELDS}
