"""What a workbook says of itself, in the language of whoever gets it: `en` or `es`."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """No heading of a column has a sign that means something in a formula: [ ] # ' @."""

    summary: str
    chart: str
    pivot: str
    records: str
    """These four are the names of the sheets; the last one is the table's as well."""
    title: str
    for_client: str
    days: str
    rule: str
    minimum: str
    billed_as: str
    check: str
    entries: str
    agrees: str
    differs: str
    seconds: str
    worked: str
    billed: str
    amount: str
    total: str
    internal: str
    again: str
    """Of a client's name that another one has, but for its case."""
    by_month: str
    by_day: str
    client_number: str
    client: str
    project: str
    ticket: str
    what: str
    description: str
    category: str
    activity: str
    technician: str
    day: str
    week: str
    month: str
    year: str
    begin: str
    end: str
    billable: str
    currency: str
    of_hours: str
    """What the pivot table calls its sums."""
    refreshed: str


WORDS = {
    "en": Words(
        summary="Summary",
        chart="Chart",
        pivot="Pivot",
        records="Records",
        title="Hours",
        for_client="Hours of {client}",
        days="Days",
        rule="Billing",
        minimum="At least {minutes} minutes for each ticket of a day",
        billed_as="by what is agreed with each client; what was on a sheet, as it was told",
        check="Check",
        entries="Entries, in seconds",
        agrees="Records, summary and entries agree to the second",
        differs="THEY DIFFER: this workbook cannot be relied on",
        seconds="{sheet}, in seconds",
        worked="Worked",
        billed="Billed",
        amount="Amount",
        total="Total",
        internal="Internal",
        again="{client} (no. {number})",
        by_month="Hours by month",
        by_day="Hours by day",
        client_number="Client no.",
        client="Client",
        project="Project",
        ticket="Ticket",
        what="Work",
        description="Description",
        category="Category",
        activity="Activity",
        technician="Technician",
        day="Day",
        week="ISO week",
        month="Month",
        year="Year",
        begin="Begin",
        end="End",
        billable="Billable",
        currency="Currency",
        of_hours="Hours worked",
        refreshed="A pivot table over the records; it is refreshed when the workbook is opened.",
    ),
    "es": Words(
        summary="Resumen",
        chart="Gráfico",
        pivot="Dinámica",
        records="Registros",
        title="Horas",
        for_client="Horas de {client}",
        days="Días",
        rule="Facturación",
        minimum="Como mínimo {minutes} minutos por ticket y día",
        billed_as="según lo acordado con cada cliente; lo que iba en una hoja, como se comunicó",
        check="Comprobación",
        entries="Entradas, en segundos",
        agrees="Registros, resumen y entradas coinciden al segundo",
        differs="NO COINCIDEN: este libro no es fiable",
        seconds="{sheet}, en segundos",
        worked="Trabajado",
        billed="Facturado",
        amount="Importe",
        total="Total",
        internal="Interno",
        again="{client} (n.º {number})",
        by_month="Horas por mes",
        by_day="Horas por día",
        client_number="N.º de cliente",
        client="Cliente",
        project="Proyecto",
        ticket="Ticket",
        what="Trabajo",
        description="Descripción",
        category="Categoría",
        activity="Actividad",
        technician="Técnico",
        day="Día",
        week="Semana ISO",
        month="Mes",
        year="Año",
        begin="Inicio",
        end="Fin",
        billable="Facturable",
        currency="Moneda",
        of_hours="Horas trabajadas",
        refreshed="Tabla dinámica sobre los registros; se actualiza al abrir el libro.",
    ),
}
