"""Italian, Dutch and Chinese: their keys are read, their finer words are not."""

from panda.menu.tongues.tongue import Tongue, group, numbered

ITALIAN = Tongue(
    code="it",
    press=group(
        "prema premere premi digiti digitare digita selezioni componga premete"
    ),
    say=group("dica dire dite"),
    numbers=numbered(
        "0 zero",
        "1 uno",
        "2 due",
        "3 tre",
        "4 quattro",
        "5 cinque",
        "6 sei",
        "7 sette",
        "8 otto",
        "9 nove",
    ),
    leads=group("per se"),
    fill=group("il lo la l'uno tasto numero o dica ora sul"),
    joins=group("e o oppure altrimenti"),
    common=group(
        "il la lo gli di per che con una un del della sono chiamata premere prema "
        "grazie attendere linea messaggio buongiorno benvenuti puo essere non"
    ),
    star=group("asterisco stella"),
    pound=group("cancelletto"),
    nouns=group("tasto numero"),
    is_=group("e sono"),
    articles=group("il lo l'"),
    after=group("ora"),
    units=group("cifre minuti minuto secondi ore volte giorni anni persone"),
    before_numbers=group("alle fino a di in dalle piano"),
    strip=r"""
        (?:per|se (?:desidera|vuole)|e|o|il|la|lo|oppure)
        parlare con
    """,
    greeting=r"""
        grazie per (?:aver chiamato|la chiamata)
        benvenut[oiae] (?:in|da|a)
    """,
    stay=r"""
        (?:resti|rimanga|attenda|restate|rimanete) in linea
    """,
)

DUTCH = Tongue(
    code="nl",
    press=group("druk drukt toets toetst kies kiest drukken toetsen kiezen"),
    say=group("zeg zegt"),
    numbers=numbered(
        "0 nul",
        "1 een",
        "2 twee",
        "3 drie",
        "4 vier",
        "5 vijf",
        "6 zes",
        "7 zeven",
        "8 acht",
        "9 negen",
    ),
    leads=group("voor om als"),
    fill=group("op de het dan u je nummer toets een of cijfer nu"),
    joins=group("en of"),
    common=group(
        "de het een voor van u uw je wij ons welkom druk toets aan lijn blijf bij zijn "
        "om op en niet met als"
    ),
    star=group("sterretje ster"),
    pound=group("hekje"),
    nouns=group("toets nummer cijfer"),
    is_=group("is zijn"),
    articles=group("de het"),
    after=group("nu"),
    units=group("cijfers minuten minuut seconden uur keer dagen jaar personen"),
    before_numbers=group("om tot van vanaf in"),
    strip=r"""
        (?:voor|om|als u|als je|en|of|de|het|een)
    """,
    greeting=r"""
        welkom bij
        bedankt voor (?:uw|je) \w+
    """,
    stay=r"""
        blijf(?:t u)? (?:dan )?aan de lijn
        (?:een moment|even) geduld
    """,
)

CHINESE = Tongue(
    code="zh",
    press=group("按 拨"),
    say=group("说"),
    numbers=numbered(
        "0 零", "1 一", "2 二", "3 三", "4 四", "5 五", "6 六", "7 七", "8 八", "9 九"
    ),
    leads=frozenset(),
    fill=group("键 数 字"),
    joins=frozenset(),
    common=group("的 请 您 为 了 是 我 们 好 电 话"),
    star=group("星"),
    pound=group("井"),
    nouns=group("键 号"),
    units=group("分 位 秒 点 元 年"),
)
