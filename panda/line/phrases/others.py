"""Italian, Dutch and Chinese: only what must not be mistaken."""

from panda.line.phrases.phrases import Phrases

ITALIAN = Phrases(
    greeting=r"""
        grazie per (?:aver|la)
        benvenut
    """,
    machine=r"""
        assistente (?:virtuale|automatico|vocale)
        chiamata (?:\w+ )*registrata
    """,
    error=r"""
        non (?:\w+ )?(?:valid\w|riconosciut\w|ho capito|abbiamo)
        riprov\w+
        errat\w
    """,
    voicemail=r"""
        (?:lasci\w*|lasciate) (?:\w+ )*messaggio
        (?:dopo|al) (?:il )?(?:segnale|bip)
        segreteria
    """,
    hold=r"""
        (?:resti|rimanga|attenda|restate) (?:\w+ )*in (?:linea|attesa)
        tempo (?:\w+ )*attesa
        (?:nostri )?operatori (?:\w+ )*occupat\w
        la (?:sua|vostra) chiamata e
        (?:preghiamo di|prego) attendere
        (?:resti|attenda|rimanga)
        (?:trasferiamo|trasferendo|passo)
    """,
    closed=r"""
        (?:siamo|uffic\w+) (?:\w+ )*chius\w
        fuori (?:dall')?orari\w
    """,
    entry=r"""
        (?:digiti|inserisca|inserire) (?:\w+ )*(?:codice|numero|data)
    """,
    human=r"""
        (?:sono|mi chiamo) [a-z]+ (?:\.|come|in|$)
        chi parla
    """,
    offer=r"""
        (?:come|in cosa) (?:posso|possiamo) (?:\w+ )?aiutar\w*
    """,
    hello=r"""
        ^(?:pronto|buongiorno|buonasera|salve)\b
    """,
    speech=r"""
        (?:dica|mi dica|puo dire)
        per esempio
        in poche parole
    """,
    goodbye=r"""
        arrivederci
        buona giornata
    """,
)

DUTCH = Phrases(
    greeting=r"""
        welkom bij
        bedankt voor (?:het bellen|uw|je)
    """,
    machine=r"""
        (?:digitale|virtuele) assistent
        gesprek (?:\w+ )*opgenomen
    """,
    error=r"""
        ongeldig\w*
        niet (?:begrepen|herkend|verstaan)
        probeer (?:\w+ )*opnieuw
    """,
    voicemail=r"""
        (?:spreek|laat) (?:\w+ )*(?:bericht|boodschap)
        na de (?:piep|toon)
        voicemail
    """,
    hold=r"""
        wachttijd
        in gesprek
        aan de lijn
        wachtrij
        (?:eerstvolgende|volgende) (?:\w+ )*(?:medewerker|adviseur)
        wachtenden
        (?:u wordt|ik verbind|wij verbinden) (?:\w+ )*door\w*
        (?:een|ogenblik|moment) (?:\w+ )?geduld
    """,
    closed=r"""
        (?:zijn|is|nu) (?:\w+ )*gesloten
        buiten (?:onze )?openingstijden
    """,
    entry=r"""
        (?:toets|voer) (?:\w+ )*(?:nummer|datum|code|postcode)(?: in)?
    """,
    human=r"""
        (?:met|spreekt met|u spreekt met) [a-z]+ (?:\.|waarmee|hoe|$)
    """,
    offer=r"""
        (?:waarmee|hoe) kan ik (?:\w+ )*(?:helpen|van dienst)
    """,
    hello=r"""
        ^(?:hallo|goedemorgen|goedemiddag|goedenavond|met)\b
    """,
    speech=r"""
        (?:zeg|vertel) (?:\w+ )*(?:waar|waarvoor|wat)
        bijvoorbeeld
        in (?:een paar|enkele) woorden
    """,
)

CHINESE = Phrases(
    spaced=False,
    greeting="欢迎致电|感谢您的来电",
    machine="可能会被录音|录音|智能(?:客服|助手)|语音助手",
    error="有误|无效|错误|重新输入|不正确|未能识别|没有听清|没听清|无法识别",
    dead="空号|已停机|号码不存在",
    voicemail="留言|语音信箱",
    away="暂时无法接通|无人接听|无法接听|不在服务区|已关机",
    hold="请稍候|请稍等|正忙|耐心等待|排队|等待时间|正在为您转接|为您转接|请不要挂机",
    closed="非工作时间|已下班|非营业时间|休息时间",
    hours="工作时间|营业时间|服务时间",
    goodbye="再见",
    entry="请输入(?!有误)|请按键输入",
    speech="请说|请直接说|您可以说|请简单",
    human="哪位|我是|请讲|您贵姓",
    offer="有什么可以帮|请问有什么|能帮您",
    hello="^(?:喂|你好|您好) ?[.?]? ?$",
)
