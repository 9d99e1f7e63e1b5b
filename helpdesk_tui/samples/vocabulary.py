"""Words for load data: the common ones of a help desk first, then thousands put together.

Real word lists are large and belong to others; stems with prefixes and endings give as many words,
with the beginnings in common that a search by prefix meets in real text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, islice, product
from random import Random

SIZE = 12_000
"""Words in each language."""

_COMMON = {
    "es": """de la que no el en y a los se del las por un para con una su al lo como más pero sus
    le ya o este sí porque esta cuando muy sin sobre también me hasta hay donde desde todo nos
    durante todos uno ni contra otros ese eso ante ellos esto antes algunos qué unos yo otro otras
    impresora correo servidor red contraseña equipo pantalla archivo carpeta programa factura
    acceso usuario copia licencia teléfono error conexión lento urgente cliente oficina portátil
    ratón teclado escáner certificado actualización permiso cuenta bloqueada wifi vpn router cable
    tóner papel disco memoria batería antivirus mensaje adjunto calendario reunión videollamada
    pedido albarán etiqueta caja almacén planta recepción dirección contabilidad nóminas ventas
    mañana hoy ayer lunes martes miércoles jueves viernes gracias saludos favor ayuda""",
    "en": """the of and to in a is that it for was on are as with they at be this have from or had
    by not but what all were when we there can an your which their if will each about how up out
    them then she many some so these would other into has more her two like him see time could no
    printer email server network password laptop screen file folder program invoice access user
    backup licence phone error connection slow urgent customer office mouse keyboard scanner
    certificate update permission account locked wifi router cable toner paper disk memory battery
    antivirus message attachment calendar meeting video order delivery label till warehouse
    reception accounts payroll sales tomorrow today yesterday monday tuesday wednesday thursday
    friday thanks regards please help""",
}
_PREFIXES = {
    "es": "|re|des|auto|inter|pre|sub|multi|micro|contra|tele|super|co|trans|sobre",
    "en": "|re|un|auto|inter|pre|sub|multi|micro|counter|tele|super|co|trans|over",
}
_STEMS = {
    "es": """conect configur imprim instal fact cobr envi recib bloque guard abr cerr arranc carg
    copi borr recuper cifr firm valid consult registr program calcul orden clasific archiv marc
    llam escuch habl grab enlaz sincroniz descarg actualiz migr prob revis mont cambi repar sustitu
    entreg transport factur almacen etiquet vend compr contrat tramit notific public edit trabaj
    organiz planific reserv alquil fabric produc control medi pes cort sold pint limpi serv""",
    "en": """connect configur print install bill charg send receiv lock stor open clos boot load
    copi eras recover encrypt sign valid consult regist program calcul order classif archiv mark
    call listen talk record link synchroniz download updat migrat test review mount chang repair
    replac deliver transport invoic warehous label vend purchas contract process notif publish edit
    work organiz plann reserv rent fabricat produc control measur weigh cutt weld paint clean""",
}
_ENDINGS = {
    "es": "ar|ado|ada|ados|adas|ando|ador|adora|adores|ación|aciones|able|ables|amos|aron|aba|ará",
    "en": "e|ed|ing|er|ers|ation|ations|able|ably|ability|ment|ments|ive|ively|or|ors|al",
}
# Above the first word by so much that "de" does not fill every third place.
_FLATTENING, _SLOPE = 8.0, 1.05


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language from common to rare, drawn as in real text (Zipf's law)."""

    words: tuple[str, ...]
    _weights: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        """`count` words, common ones often."""
        return random.choices(self.words, cum_weights=self._weights, k=count)


def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of `es` or `en`: the same words in the same order on every machine."""
    common = _COMMON[language].split()
    built = [
        "".join(parts)
        for parts in product(
            _PREFIXES[language].split("|"),
            _STEMS[language].split(),
            _ENDINGS[language].split("|"),
        )
    ]
    Random(language).shuffle(built)
    words = tuple(islice(dict.fromkeys([*common, *built]), SIZE))
    weights = accumulate((rank + _FLATTENING) ** -_SLOPE for rank in range(1, SIZE + 1))
    return Vocabulary(words, tuple(weights))
