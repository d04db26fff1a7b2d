"""Spanish."""

from panda.line.phrases.phrases import Phrases

_AGENTS = r"""
    agentes?|representantes?|operador(?:es|a|as)?|ejecutiv\w+|asesor\w*|
    especialistas?|recepcionistas?|lineas|asociad\w+
"""

SPANISH = Phrases(
    parts={"<agents>": _AGENTS},
    greeting=r"""
        gracias por (?:llamar|comunicar|contactar)
        bienvenid
        ha llamado a
    """,
    machine=r"""
        asistente (?:virtual|automatic\w|digital)
        sistema automat\w+
        contestador
        (?:esta|su|la) llamada (?:puede|podra|sera|podria)(?: ser)? (?:grabada|
            monitoreada)
        sera grabada
        grabada (?:para|con)
        visite nuestr
        punto com
    """,
    opening=r"""
        (?:nuestro menu|opciones) (?:ha|han) cambiado
        escuche (?:con atencion|atentamente|las)
        las siguientes opciones
        menu principal
        elija (?:una|entre)
        seleccione (?:una|la) opcion
    """,
    error=r"""
        (?:no (?:es|fue|era)|no ha sido) (?:una |un )?(?:\w+ )?(?:valid\w|correct\w)
        invalid\w
        incorrect\w
        (?:entrada|opcion|seleccion|clave) erronea
        no (?:\w+ ){0,2}(?:entend\w+|recibid\w|escuchad\w|reconocid\w)
        no (?:\w+ )?(?:recibimos|recibi|entendi|entendimos|reconoc\w+|escuche|
            escuchamos|detect\w+|pude entender|hemos (?:recibido|entendido)|
            comprendi|pudimos|hemos podido|he podido)
        (?:intente|intentelo|intentar|pruebe) (?:lo )?(?:de nuevo|nuevamente|otra
            vez)
        vuelva a intentar
        no (?:ha|has|han) (?:marcado|pulsado|presionado|oprimido|elegido|
            seleccionado|introducido|ingresado|digitado)
        no se (?:recibio|ha recibido|detecto)
        problemas tecnicos
        (?:ha|se ha) producido un error
        no (?:coincide|corresponde|existe)
        fuera de servicio
    """,
    dead=r"""
        (?:numero|telefono) (?:\w+ ){0,4}(?:no existe|fuera de servicio|no esta en
            servicio|desconectado|no corresponde)
        verifique el numero
    """,
    voicemail=r"""
        (?:deja|deje|dejar|dej[ae](?:me|nos)|graba|grabe|grabar|grabame) (?:\w+
            ){0,3}(?:mensaje|nombre|recado|datos)
        (?:despues|luego|tras|al oir|al escuchar|escuche) (?:de |del |de la |el |la
            )?(?:tono|senal|bip|pitido)
        buzon
    """,
    away=r"""
        no (?:puedo|podemos|puede|me es posible) (?:\w+ )?(?:atender\w*|contestar\w*|
            responder\w*|poner(?:me|nos)|coger\w*)
        no (?:se encuentra|esta|estoy|estamos) (?:\w+ )?disponible
        (?:devolver\w*|le devolver\w+) (?:la |su )?llamada
        le llamaremos
        nos pondremos en contacto
    """,
    hold=r"""
        (?:tiempo|espera) (?:\w+ )?(?:de espera|estimad\w)
        tiempo (?:\w+ )?de espera
        (?:permanezca|quedese|mantengase|continue|siga|espere) (?:\w+ )?en (?:la
            )?(?:linea|espera)
        no cuelgue
        (?:el proximo|la proxima|el siguiente|la siguiente) (?:\w+ )?<agents>
        (?:todos|todas) (?:nuestros|nuestras|los|las) (?:\w+ )?<agents>
        <agents> (?:\w+ ){0,4}(?:atender\w*|contestara|ocupad\w+|ayudando|pronto)
        su llamada (?:es|sera) (?:\w+ )?(?:importante|atendida|contestada|
            respondida)
        (?:agradecemos|gracias por) (?:su|la|tu) (?:\w+ )?(?:paciencia|espera)
        gracias por esperar
        (?:posicion|lugar|numero \w+|personas|llamadas) (?:\w+ ){0,3}(?:en (?:la
            )?(?:cola|fila|espera|linea)|delante)
        alto volumen
        sera atendid\w+
        (?:en breve|a la brevedad) (?:\w+ ){0,2}(?:atend|sera|comunic|contest)\w*
        (?:llamadas|personas) (?:\w+ )?(?:delante|antes)
        estamos (?:\w+ )?(?:atendiendo|recibiendo)
    """,
    moment=r"""
        (?:por favor )?(?:espere|aguarde)\b
        un momento
        transfir\w+
        conect\w+
        (?:comunico|paso) con
        permitame
        momentito
        comunicando
    """,
    callback=r"""
        devolv\w+ (?:la |su )?llamada
        le (?:llamaremos|llamamos)
    """,
    closed=r"""
        (?:esta|estamos|encuentra|encuentran|oficina\w*|permanec\w+) (?:\w+
            )?cerrad\w+
        cerrados
        fuera (?:de|del) (?:\w+ )?(?:horario|horas)
        (?:llame|llamar|vuelva a llamar|llamenos|intentelo|comuniquese) (?:\w+
            )?(?:mas tarde|durante|manana|en (?:nuestro )?horario|en otro)
        dia(?:s)? festivo
        feriado
        (?:terminado|acabado|cerrado) por hoy
        abrimos (?:de nuevo|otra vez|nuevamente)
        (?:llame|llamar|vuelva a llamar|llamenos) (?:\w+ ){0,2}(?:en|durante|a partir)
        oficina\w* (?:\w+ )?abre
        (?:no|nuestro) (?:\w+ )?atendemos
    """,
    hours=r"""
        horario (?:\w+ ){0,4}es
        (?:estamos )?abiert\w+ (?:de|desde)
        atendemos de
        (?:de )?lunes a (?:jueves|viernes|sabado|domingo)
        horario de atencion
    """,
    goodbye=r"""
        adios
        hasta (?:luego|pronto)
        que tenga (?:un )?buen
    """,
    entry=r"""
        (?:ingrese|introduzca|digite|marque|teclee|escriba|proporcione|indique|diga|
            deme|confirme) (?:\w+ ){0,5}?(?:numero de (?!opcion)\w+|fecha|codigo|
            clave|contrasena|nacimiento|digitos|extension|cuenta|dni|documento|
            postal|pin|identificacion)
        (?:digame|dime|deme|indiqueme) (?:\w+ ){0,3}?(?:nombre|fecha de|numero de)\b
        seguid[oa] (?:de|del|por)[ ]
        ultimos (?:cuatro|4)
        (?:termine|finalice) con
    """,
    speech=r"""
        (?:en pocas|con sus propias|en una|en unas pocas) palabras
        (?:digame|diganos|cuenteme) (?:\w+ )?(?:que|el|en|brevemente|como|por)
        motivo de (?:su|la) llamada
        puede decir
        (?:por favor )?diga (?!o\b|\d|uno\b|dos\b|tres\b)\w+
        por ejemplo
        puede (?:decirme|contarme)
    """,
    human=r"""
        (?:le |te )?(?:habla|atiende|saluda) \w+
        (?:soy|mi nombre es|me llamo) \w+
        (?:de parte de quien|quien (?:habla|llama|es))
        (?:esta|sigue) ahi
        me escucha
        a (?:sus|tus|la|su) orden(?:es)?\b
        para servirle
        digame (?:\.|\?|$)
        es una grabacion
        persona real
        con quien (?:hablo|tengo)
        (?:digame|mande|bueno) ?\?
        cuentame
        deme un (?:segundo|momento)
    """,
    offer=r"""
        (?:en que|como) (?:le |te |lo |la )?(?:puedo|podemos|podria)
            (?:\w+)?(?:ayudar|servir|atender)?
        (?:en que|como) (?:puedo|podemos) \w+
    """,
    house=r"""
        (?:en que|como) (?:le |te |lo |la )?(?:podemos|podriamos)
    """,
    hello=r"""
        ^(?:hola|alo|buenos dias|buenas(?: tardes| noches)?|si|diga|digame|bueno)\b
    """,
)
