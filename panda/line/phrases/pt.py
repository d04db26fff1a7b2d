"""Portuguese."""

from panda.line.phrases.phrases import Phrases

_AGENTS = r"""
    atendentes?|agentes?|operador\w*|representantes?|consultor\w*|especialistas?|
    linhas|assistentes?
"""

PORTUGUESE = Phrases(
    parts={"<agents>": _AGENTS},
    greeting=r"""
        obrigad[oa] por (?:ligar|entrar|sua)
        bem[ -]vind
        voce ligou
        agradecemos (?:a )?sua ligacao
    """,
    machine=r"""
        (?:assistente|atendente|atendimento) (?:virtual|automatic\w|digital|
            eletronic\w)
        (?:esta|sua|a) (?:ligacao|chamada) (?:pode|podera|sera|esta)(?: \w+)?
            (?:gravada|monitorada)
        sendo gravada
        visite nosso
        nosso site
        ponto com
    """,
    opening=r"""
        (?:menu|opcoes) (?:\w+ )?(?:mudou|mudaram|foi alterado|foram)
        (?:ouca|escute) (?:com atencao|atentamente)
        seguintes opcoes
        opcoes a seguir
        menu principal
        (?:escolha|selecione) (?:uma|a|entre)
    """,
    error=r"""
        (?:nao (?:e|foi|era)) (?:uma |um )?(?:\w+ )?(?:valid\w|reconhecid\w)
        invalid\w
        incorret\w
        (?:opcao|tecla|senha) errada
        nao (?:\w+ ){0,2}(?:entend\w+|recebid\w|reconhecid\w)
        nao (?:\w+ )?(?:entendi|entendemos|recebemos|recebi|reconhec\w+|ouvi|
            ouvimos|compreendi|consegui\w*|identific\w+|localiz\w+)
        tente (?:de novo|novamente|outra vez)
        nao (?:digitou|selecionou|escolheu|pressionou|informou|marcou|teclou)
        nenhuma (?:opcao|resposta|tecla)
        problemas tecnicos
        (?:ocorreu|houve) um (?:erro|problema)
        nao (?:corresponde|confere|existe)
    """,
    dead=r"""
        numero (?:\w+ ){0,5}(?:nao existe|inexistente|fora de servico|desligado|nao
            esta em servico|desativado)
        verifique o numero
    """,
    voicemail=r"""
        (?:deixe|deixar|grave|gravar) (?:\w+ ){0,3}(?:mensagem|recado|nome)
        (?:apos|depois|ouvir) (?:d?o |a |de )?(?:sinal|bip|tom|bipe|apito)
        (?:caixa postal|caixa de mensage\w+|correio de voz|secretaria eletronica)
    """,
    away=r"""
        nao (?:posso|podemos|pode) (?:\w+ )?(?:atender|falar)
        nao (?:esta|estou|estamos) (?:\w+ )?disponive\w+
        indisponive\w+
        retornar\w* (?:a |sua |o )?(?:ligacao|contato|chamada)
        (?:ligaremos|entraremos em contato)
    """,
    hold=r"""
        tempo (?:\w+ )?(?:de )?espera
        tempo estimado
        espera estimada
        (?:permaneca|continue|fique|aguarde|mantenha-se) (?:\w+ )?na linha
        nao desligue
        (?:todos (?:os )?nossos|nossos|um de nossos|proximo|em breve um|um|uma|os)
            (?:\w+ )?<agents> (?:\w+ ){0,4}(?:ocupad\w+|atende\w*|disponive\w+|
            livre|ira|vai|estao)
        sua (?:ligacao|chamada) (?:e|sera) (?:\w+ )?(?:importante|atendida)
        (?:obrigado|agradecemos) (?:por |pela |a )?(?:sua |aguardar|pela
            )?(?:paciencia|espera)?(?: aguardar)?$
        (?:posicao|lugar) na fila
        na fila
        (?:da|na) fila
        (?:em breve|logo) (?:\w+ ){0,3}(?:atend|falar)\w*
        sera atendid\w+
        pessoas? (?:\w+ )?(?:na sua frente|a sua frente)
        atendera em
    """,
    moment=r"""
        (?:por favor )?aguarde
        um (?:momento|instante|minut\w+)
        transfer\w+
        so um
        vou (?:passar|verificar|transferir)
        estamos (?:conectando|transferindo)
    """,
    callback=r"""
        retornar\w* (?:a |sua )?(?:ligacao|chamada)
        ligar de volta
    """,
    closed=r"""
        (?:esta|estamos|encontra-se|escritorio|momento) (?:\w+ )?fechad\w+
        fora (?:do|de) (?:nosso )?(?:horario|expediente)
        (?:ligue|tente|retorne|entre em contato) (?:\w+ )?(?:mais tarde|durante|
            amanha|no horario|em nosso)
        feriado
        encerrado
        (?:ligue|retorne|tente|volte a ligar) (?:\w+ ){0,2}(?:nesse|neste|no|
            durante|a partir)
    """,
    hours=r"""
        horario (?:\w+ ){0,3}(?:e|de segunda)
        (?:abert\w+|atendemos|funcionamos) de
        segunda a \w+
        das \w+ as \w+ ?h
    """,
    goodbye=r"""
        tchau
        ate logo
        tenha um (?:bom|otimo)
    """,
    entry=r"""
        (?:digite|informe|insira|entre com|tecle|diga|fale|confirme|forneca) (?:\w+
            ){0,5}?(?:numero d[aeo]s?(?: \w+)?|numero|data|codigo|senha|nascimento|
            digitos|cpf|cnpj|cep|conta|cartao|ramal|matricula|protocolo)\b
        seguid[oa] (?:de|da|do|por)
        (?:quatro|4) ultimos
        ultimos (?:quatro|4)
    """,
    speech=r"""
        em poucas palavras
        com suas palavras
        (?:diga|fale|conte|descreva)(?:-me)? (?:\w+ )?(?:o motivo|brevemente|o que|
            em|qual|como|sim|\w+ ou)
        motivo d[ae] (?:sua|seu)
        voce pode dizer
        por exemplo
        (?:me )?(?:diga|conte|fale) (?:para mim|o que|como)
    """,
    human=r"""
        (?:quem fala|quem (?:esta|gostaria|e)|meu nome e|me chamo|aqui (?:e|quem
            fala)|fala(?:ndo)? (?:a|o) )
        \w+ falando
        esta me ouvindo
        e uma gravacao
        pessoa real
        pode falar
        pois nao
        sou (?:a|o) \w+
    """,
    offer=r"""
        (?:em que|como|no que) (?:posso|podemos|eu posso) (?:\w+ )?(?:ajudar|ser
            util)
    """,
    house=r"""
        (?:em que|como|no que) (?:\w+ )?podemos
    """,
    hello=r"""
        ^(?:alo|ola|oi|bom dia|boa (?:tarde|noite)|sim|pronto)\b
    """,
)
