"""Portuguese."""

from panda.menu.tongues.tongue import Tongue, group, numbered

PORTUGUESE = Tongue(
    code="pt",
    press=group(
        "digite pressione tecle aperte disque marque prima selecione escolha toque "
        "digitar pressionar teclar carregue"
    ),
    say=group("diga fale dizer"),
    numbers=numbered(
        "0 zero",
        "1 um",
        "2 dois duas",
        "3 tres",
        "4 quatro",
        "5 cinco",
        "6 seis meia",
        "7 sete",
        "8 oito",
        "9 nove",
        "10 dez",
        "11 onze",
        "12 doze",
    ),
    misheard=numbered(
        "1 hum",
        "2 doze",
        "3 treis",
        "4 quarto",
        "7 cete",
        "8 oitavo",
        "9 novo",
    ),
    leads=group("para se por caso"),
    fill=group(
        "o a no na numero tecla opcao ou diga por favor agora em botao e digito"
    ),
    joins=group("e ou"),
    common=group(
        "o a os as de do da dos das para por favor se sua seu voce com em que uma um "
        "obrigado obrigada ligar digite ligacao aguarde numero mensagem nao esta bem "
        "vindo ola nosso nossa no na ao como posso ajudar fala"
    ),
    star=group("asterisco estrela"),
    pound=group("cerquilha sustenido jogo cardinal quadrado"),
    nouns=group("tecla botao numero opcao da velha"),
    is_=group("e sao"),
    articles=group("o a"),
    after=group("agora por favor"),
    units=group(
        "digitos numeros minutos minuto segundos horas hora vezes dias anos pessoas "
        "semanas h ultimos primeiros"
    ),
    before_numbers=group("as ate de das em sao mais entre sala andar cada os ramal"),
    strip=r"""
        (?:se|caso) (?:voce )?(?:deseja|deseje|quer|queira|precisa|precise|prefere|
            prefira|e|for|esta|tem)
        (?:para|por|se|sobre|o|a|os|as|e|ou|um|uma|com)
        (?:falar|conversar) com
        (?:duvidas|informacoes) (?:sobre|de)
    """,
    greeting=r"""
        obrigad[oa] por (?:ligar|entrar em contato)(?: (?:para|com))?(?: [oa])?
        bem[ -]vind[oa]s?(?: (?:a|ao))?
        voce ligou para(?: [oa])?
    """,
    stay=r"""
        (?:aguarde|permaneca|fique|continue|espere) (?:por favor )?na linha
        nao desligue
        \bou aguarde
    """,
    extension=r"""
        (?:sabe|conhece|souber) o (?:numero do )?ramal
    """,
)
