"""Spanish."""

from panda.line.queue.tongues.tongue import Tongue

SPANISH = Tongue(
    place=r"""
        (?:es|esta|estas|tiene|ocupa) (?:\w+ ){0,3}(?:numero|posicion|lugar|puesto|
            turno) (?:numero )?(?P<n1>\d+)
        (?:posicion|lugar|puesto|turno) (?:\w+ ){0,4}es
            (?:el |la )?(?:numero )?(?P<n2>\d+)
        (?:cliente|llamada|numero) (?:numero )?(?P<n3>\d+) (?:en|de) (?:la )?(?:cola|
            fila|espera|linea)
    """,
    ahead=r"""
        (?P<n1>\d+) (?:llamadas?|personas?|clientes?|usuarios?) (?:\w+ )?(?:delante|
            antes|por delante|adelante)
    """,
    next=r"""
        (?:es|sera|sea) (?:usted )?(?:el|la) (?:proxim[oa]|siguiente|primer[oa])
            (?:\w+ )?(?:en|de|\.|cliente|llamada|persona|$)
        (?:primer[oa]|siguiente|proxim[oa]) en (?:la )?(?:linea|cola|fila)
    """,
    wait=r"""
        espera
        (?:atend\w+|contestad\w) (?:en|dentro)
    """,
    hour=r"horas?",
    minute=r"minutos?",
    second=r"segundos?",
    to=r"y|a|o|-",
    under=r"menos de|inferior a|no mas de|como maximo|hasta",
    over=r"mas de|superior a|al menos",
    callback=r"""
        (?:devolv\w+|regres\w+|retorn\w+) (?:la |su )?llamada
        (?:le|lo|la|te) (?:llamaremos|llamamos|llamemos|devolv\w+)
        (?:mantener|conservar|guardar|perder) (?:su )?(?:lugar|turno|posicion|puesto)
    """,
    opener=r"""
        (?:hola|alo|buenos dias|buenas(?: tardes| noches)?|si|diga|digame|bueno|
            perdon\w*|disculp\w+|a ver|oiga|listo|mande)\b
    """,
    oneself=r"""
        (?:yo|soy|estoy|me|mi nombre|le (?:atiende|habla|saluda|paso|comunico)|digame|
            habla con|habla)\b
        quien (?:hablo|habla|llama)
    """,
    pitch=r"""
        visit\w+
        pagina(?: web)?
        sitio web
        en linea (?:en|a traves)
        punto com
        aplicacion
        descarg\w+
        (?:ya )?sab(?:e|ia|ias|es) (?:usted )?que
        (?:pregunte|consulte|pida|solicite) (?:\w+ )?(?:por|sobre|nuestr\w+|a)\b
        (?:ofertas?|promocion\w*|descuentos?|gratis|gratuit\w+)
        siganos
        redes sociales
        mientras (?:espera|aguarda)
        le gustaria (?!hablar|saber|que)
        (?:quiere|desea|busca|necesita) (?:un|una|ahorrar|mejorar|cambiar)
        mas informacion
        grabad[ao]
        calidad
        (?:oprima|marque|presione|pulse)\b
        tenga (?:\w+ ){1,4}(?:a mano|list\w+)
        recuerde
        nuestr[oa]s? (?:equipo|clinica|medicos|especialistas|objetivo|pacientes|
            clientes|horario|oficinas?) (?!de \w+ habla)
        (?:ofrecemos|creemos|trabajamos|contamos|aceptamos|queremos)
        su (?:salud|sonrisa|seguridad|satisfaccion)
    """,
    thanks=r"""
        (?:muchas )?gracias por (?:\w+ )?(?:esperar|aguardar|espera|paciencia)
        (?:perdon\w*|disculp\w+|lament\w+|sentimos) (?:por )?(?:la|las|el|su) (?:espera|
            demora|molestias|tardanza)
        agradecemos su (?:\w+ )?(?:paciencia|espera)
    """,
)
