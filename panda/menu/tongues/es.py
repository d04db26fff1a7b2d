"""Spanish."""

from panda.menu.tongues.tongue import Tongue, group, numbered

SPANISH = Tongue(
    code="es",
    press=group(
        "oprima oprime oprimo prima presione presiona pulse pulsa marque marca "
        "digite digita teclee teclea toque toca seleccione seleccionar selecciona "
        "elija apriete aprete introduzca oprimir marcar presionar pulsar oprimiendo "
        "marcando seleccion presion pulso parque elige elegir escoja escoge apreta "
        "aprieta apretar presionando pulsando disque disca discar tocar teclear "
        "digitar ingrese ingresa mark marc"
    ),
    say=group("diga diciendo decir dice pronuncie"),
    numbers=numbered(
        "0 cero",
        "1 uno",
        "2 dos",
        "3 tres",
        "4 cuatro",
        "5 cinco",
        "6 seis",
        "7 siete",
        "8 ocho",
        "9 nueve",
        "10 diez",
        "11 once",
        "12 doce",
        "13 trece",
    ),
    misheard=numbered(
        "1 un",
        "2 los doce",
        "3 tras tren",
        "4 cuarto",
        "5 sinco",
        "7 siente",
        "8 hocho echo",
        "9 nuevo nueva",
        "0 cerro",
    ),
    leads=group("para por si"),
    fill=group(
        "el la y al a en por favor numero tecla boton opcion o diga con lo ahora de "
        "digito los simbolo signo"
    ),
    joins=group("y o u e"),
    common=group(
        "el la los las de para por favor si su sus usted con en que una un gracias "
        "llamar marque oprima llamada espere numero mensaje tono es lo le nuestro "
        "nuestra bienvenido hola no ha esta como puedo ayudarle habla"
    ),
    star=group("asterisco estrella"),
    pound=group("numeral gato almohadilla cuadrado cuadradillo michi"),
    nouns=group("tecla numero boton opcion"),
    is_=group("es son"),
    articles=group("el la"),
    after=group("ahora por favor nuevamente"),
    units=group(
        "digitos cifras numeros minutos minuto segundos horas hora veces dias am pm "
        "anos personas llamadas semanas de ultimos ultimas primeros"
    ),
    before_numbers=group(
        "a las hasta de desde en son mas entre suite piso cada los extension numero"
    ),
    strip=r"""
        si (?:usted )?(?:desea|quiere|necesita|prefiere|es|esta|tiene|conoce|
            llama)(?: (?:un|una|usted))?
        (?:para|por|si|sobre|acerca de|con|el|la|los|las|y|o|un|una|que)
        (?:hablar|comunicarse|comunicar|ser transferido) (?:con|a|al)
        (?:preguntas|consultas|informacion) (?:sobre|acerca de|de)
    """,
    greeting=r"""
        gracias por (?:llamar|comunicarse|contactar)(?: (?:a|al|con))?
        bienvenid[oa]s?(?: (?:a|al))?
    """,
    stay=r"""
        (?:quedese|permanezca|mantengase|espere|manten?ga|siga) (?:por favor )?en
            (?:la )?linea
        \w*(?:te|ne)ngase (?:por favor )?(?:en )?la linea
        no cuelgue
    """,
    extension=r"""
        (?:conoce|sabe) (?:el numero de )?(?:la|su) extension
    """,
)
