"""Portuguese."""

from panda.line.queue.tongues.tongue import Tongue

PORTUGUESE = Tongue(
    place=r"""
        (?:e|esta|ocupa|tem) (?:\w+ ){0,3}(?:numero|posicao|lugar)
            (?:numero )?(?P<n1>\d+)
        (?:posicao|lugar)(?: \w+){0,4} e (?:o |a )?(?:numero )?(?P<n2>\d+)
        (?P<n3>\d+)[ao]? (?:da|na) fila
    """,
    ahead=r"""
        (?P<n1>\d+) (?:chamadas?|ligacoes|ligacao|pessoas?|clientes?) (?:\w+ )?(?:a |na
            )?(?:sua )?(?:frente|antes)
    """,
    next=r"""
        (?:e|sera) (?:\w+ )?(?:o|a) (?:proxim[oa]|primeir[oa])(?! atend| agente|
            consult)
        (?:proxim[oa]|primeir[oa]) (?:da|na) (?:fila|linha)
    """,
    wait=r"""
        espera
        (?:atendid\w+) em
    """,
    hour=r"horas?",
    minute=r"minutos?",
    second=r"segundos?",
    to=r"e|a|ou|-",
    under=r"menos de|inferior a|no maximo|ate",
    over=r"mais de|superior a|pelo menos",
    callback=r"""
        (?:retorn\w+|devolv\w+) (?:a |sua |a sua )?(?:ligacao|chamada)
        ligar(?:emos|mos)? (?:de volta|para voce)
        (?:manter|guardar|perder) (?:o )?(?:seu )?(?:lugar|posicao)
    """,
    opener=r"""
        (?:alo|ola|oi|bom dia|boa (?:tarde|noite)|sim|pronto|desculp\w+|entao|certo)\b
    """,
    oneself=r"""
        (?:eu|sou|estou|me|meu nome|aqui (?:e|fala)|quem fala|falo com|fala com)\b
        com quem
    """,
    pitch=r"""
        visite
        (?:pagina|site)\b
        na internet
        ponto com
        aplicativo
        baixe
        (?:voce )?sabia que
        (?:pergunte|consulte|peca|conheca|aproveite)\b
        (?:ofertas?|promoc\w+|descontos?|gratis|gratuit\w+)
        siga
        redes sociais
        enquanto (?:aguarda|espera|voce)
        gostaria de (?!falar|saber)
        mais informacoes
        gravad[ao]
        qualidade
        (?:digite|aperte|pressione|tecle|disque)\b
        tenha (?:\w+ ){1,4}(?:em maos)
        noss[oa]s? (?:equipe|clinica|medicos|especialistas|objetivo|pacientes|clientes)
        sua (?:saude|seguranca|satisfacao)
    """,
    thanks=r"""
        (?:muito )?obrigad[oa] por (?:\w+ )?(?:aguardar|esperar|espera|paciencia)
        (?:desculp\w+)(?: \w+)? (?:pela|a) (?:demora|espera)
        agradecemos (?:a )?sua (?:\w+ )?(?:paciencia|espera)
    """,
)
