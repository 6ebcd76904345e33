"""The words by which mail systems are known, in the languages that they write: data, to be added to.

The patterns are in lower case and are searched in lower-case text (that is twice as fast as ignoring the
case); where a pattern says so it ignores the case itself. Every repetition is bounded.
"""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern for all of them."""
    return re.compile("|".join(patterns))


ADDRESS = (
    r"(?:\"[^\"\s@]{1,64}\""
    r"|[^\s<>()\[\]{}\",:;@\\'=][^\s<>()\[\]\",:;@\\]{0,63})(?<!\.\.\.)"
    r"@(?:(?:\w[\w-]{0,62}\.)+\w[\w-]{0,62}|\[[\w.:]{3,50}\])"
)
"""A mail address in running text (RFC 5322 section 3.4.1); `name...@domain` is an elision, not one."""

SYSTEM_SENDER = any_of(
    r"mailer-?_?daemon",
    r"post_?master\b",
    r"\bmdaemon",
    r"mail[ ._-](?:deliver|system|administrator)",
    r"delivery[ ._-](?:sub)?system",
    r"system administrator",
    r"\bndr\b",
    r"^\s*\"?[^<>@\"]*\"?\s*<\s*>\s*$",
    r"mail-?zustell|système de messagerie|sistema de (?:correo|e-?mail)|почтов\w+ систем|メール配信",
)
"""A sender that is a mail system: the null address (RFC 5321 section 4.5.5), MAILER-DAEMON, postmaster."""

ROBOT_SENDER = any_of(
    r"no-?_?reply|do-?_?not-?_?reply|nicht-?antworten|nao-?responda|no-?responder|ne-?pas-?repondre",
    r"daemon|gateway|smtp|server|service|system|virus|notif|robot|automat|\bmail\b",
    r"^\s*<?[^\s<>\"]+>?\s*$",  # an address without a name: people have one
)
"""A sender that may be a program."""

SUBJECT = any_of(
    r"undeliver",
    r"un-?deliverable",
    r"non-?deliver",
    r"not (?:be )?deliver",
    r"return(?:ed|ing) (?:mail|message|to sender)",
    r"fail(?:ure|ed) (?:notice|notification|delivery|mail)",
    r"mail (?:failed|failure|error|system error)",
    r"deliver\w* (?:status|has |failure|failed|problem|error|report|warning|delay|notification)",
    r"permanent (?:delivery )?failure",
    r"delay in (?:message )?delivery|partially delivered|failed to deliver|postmaster notify",
    r"delayed mail|still being retried|^rejected:",
    r"could not send message|(?:e-?mail|message) rejected|blocked by our .{0,20}filter|banned file",
    r"(?:mail|message|delivery) .{0,40}(?:delayed|not (?:yet )?been delivered)",
    r"processing error|\bbounced?\b",
    r"(?:error|problem) (?:sending|delivering)|(?:could not|couldn't|can't) be (?:sent|delivered)",
    r"user unknown",
    r"rejected mail",
    r"unzustellbar|nicht zustellbar|nicht zugestellt|nachricht .{0,40}verz[öo]gert",
    r"onbestelbaar|ej leverbar|kan ikke lever|ikke lever|ei voi toimittaa|niedostarcz|nelivrabil",
    r"non recapita|recapito (?:non|posticip)|niet (?:te )?bezorg|neisporu|nedostav|teslim edile|iletileme",
    r"zustellung (?:fehl|nicht)|fehler bei der zustellung|zustellungs?(?:fehler|problem|status|bericht)",
    r"non remis|non distribu|échec de (?:la )?(?:remise|distribution|livraison)|non d[ée]livr",
    r"no (?:se )?(?:ha )?(?:podido |puede )?entreg|error de entrega|devuelto al remitente",
    r"n[ãa]o[ -](?:foi )?(?:p[ôo]de ser )?entreg|(?:falha|erro) (?:de|na|no) (?:entrega|envio)",
    r"devolvid[ao]|n[ãa]o p[ôo]de ser|n[ãa]o (?:foi )?poss[íi]vel (?:entreg|envi)|n[ãa]o enviad",
    r"entrega .{0,20}(?:falhou|retrasad|atrasad)|entrega (?:retrasad|atrasad)|(?:mensaje|correo) devuelto",
    r"zustellung.{0,20}verz[öo]gert|retard de remise|remise (?:diff[ée]r|retard)|(?:message|mail) retourn",
    r"pas [ée]t[ée] d[ée]livr",
    r"(?:notifica|benachrichtigung).{0,30}(?:entrega|consegna|[üu]bermittlung|remise)",
    r"mancat[ao] (?:consegna|recapito)|non (?:recapitat|consegnat)|impossibile recapitare",
    r"onbestelbaar|niet (?:af)?(?:ge)?lever|bezorging (?:mislukt|niet)|bezorgfout",
    r"недостав|не доставлен|не (?:может быть|уда[её]тся|вдалося|може да бъде) достав|неможливо доставити",
    r"nie (?:można )?dostarcz|nedoruč|nelze doručit|nemožno doručiť|kézbesít|nu s-a putut livra",
    r"går inte att leverera",
    r"δεν (?:είναι δυνατή|ήταν δυνατή) η παράδοση|ανεπίδοτ",
    r"(?:配信|配送)(?:不能|エラー|できま|失敗)|届けでき|届きませ|送信(?:できません|エラー)|メールエラー|返送|未配信",
    r"退信|退回|无法(?:投递|送达|发送|传递)|無法(?:投遞|送達|傳遞|傳送)|(?:發送|传送|投遞|投递|发送)失[敗败]|未(?:送达|传递|送達)",
    r"배달(?:되지|할 수)|전(?:송|달)(?: 실패|되지)|반송",
    r"לא ניתן למסור|تعذر (?:التسليم|تسليم)|غير قابل للتسليم",
)

OTHERS_WORDS = re.compile(
    r"\W{0,8}(?:\[[^\]]{0,60}\d\d[^\]]{0,20}\]\s?"  # a ticket's number
    r"|(?:re|fwd?|aw|wg|antw|sv|vs|tr|rv|res|enc|r|i)\s?:\s?(?:\[[^\]]{0,80}\]\s?)?){1,3}"
)
"""How the subject of an answer, a forward or a ticket begins: what follows is someone else's subject."""

AUTOMATIC_ANSWER = any_of(
    r"out of (?:the )?office|auto(?:matic)?[ -]?(?:re(?:ply|spons)|respon)",
    r"on vacation|vacation (?:reply|message)",
    r"\baway (?:from|until)|abwesen|automatische antwort|r[ée]ponse automatique|absen[ct]e? d[ue]|absence\b",
    r"respuesta autom|fuera de la oficina|resposta autom",
    r"fora do escrit|ausente|aus[êe]ncia|risposta automatica",
    r"automatisch antwoord|afwezig|fuori (?:sede|ufficio)|assen(?:te|za)\b|urlaub|cong[ée]s",
    r"vacaciones|f[ée]rias|autosvar|automati\w+ svar|fr[åa]nvaro|frav[æa]r|automaattinen|autoodpowied",
    r"nieobecn|automatick|nep[řr][íi]tom|automatikus v[áa]lasz|otomatik yan|r[ăa]spuns automat",
    r"αυτόματη απάντηση|رد تلقائي|автоответ|автоматическ|отсутств",
    r"自動(?:応答|回覆|返信)|自动(?:答复|回复)|不在|자동 ?(?:회신|응답)|부재중",
    r"confirm|verif|challenge",
    r"^(?:not )?read:|^gelesen:|^lu ?:|^lida:|^le[íi]d[oa]:|return receipt|read receipt|lesebest[äa]tigung",
    r"abuse report|feedback (?:report|loop)|complaint about",
)
"""Subjects of vacation notices, challenges, receipts and complaints: no bounces, whoever sends them."""

FAILURE = any_of(
    r"(?:could|can|was|were|ha[sd]|have|is|did)(?: ?not|n't)\b"
    r".{0,40}\b(?:deliver|reach|be sent|receive|accept)",
    r"unable to (?:deliver|relay|send|be delivered)",
    r"undeliver",
    r"not (?:yet )?(?:been )?delivered|not reach",
    r"deliver\w* (?:to|of) .{0,80}(?:fail|delay|postpone|abort)",
    r"deliver\w* (?:has )?fail|failed (?:to )?deliver",
    r"delevery to .{0,60}(?:fail|abort)",
    r"following (?:address|recipient|user|destination).{0,60}(?:fail|error|problem|had|reject|bounc)",
    r"(?:mail|message).{0,60}(?:rejected|returned|bounced|refused|failed|delayed)",
    r"recipients? .{0,40}rejected",
    r"(?:address|recipient)e?s? (?:had|with|failed)",
    r"(?:failed|undeliverable|invalid|unknown|rejected) (?:recipient|address|user|final)",
    r"(?:delivery|transport|fatal|permanent) (?:error|failure|problem)",
    r"transcript of session",
    r"no such user|user unknown|unknown user|mailbox .{0,30}(?:full|exceed)|quota",
    r"error (?:was detected|has occurred|occurred|delivering)|invalid user",
    r"unsent message|problem with the e-?mail address|can not be found|did not exactly match|no longer valid",
    r"nicht zugestellt|unzustellbar|konnte nicht|nicht (?:aus)?geliefert|fehlgeschlagen",
    r"n'a (?:pas )?pu [êe]tre|n'ont pu|pas [ée]t[ée] (?:remis|livr|distribu)",
    r"no (?:se )?(?:ha |pudo |puede |pod)?\w{0,12} ?(?:ser )?entreg|no pudo ser",
    r"n[ãa]o (?:foi |p[ôo]de |pode |p[ôo]d)?\w{0,12} ?(?:ser )?(?:entreg|enviad)",
    r"non (?:è|e') stat[oa]|impossibile|non (?:può|ha potuto)",
    r"niet (?:worden )?(?:af)?(?:be)?(?:ge)?(?:lever|zorg)",
    r"échec de (?:la )?(?:remise|livraison)|fehler bei|error al (?:entregar|enviar)|falha (?:na|de) entrega",
    r"mancat[ao] (?:consegna|recapito)|kunde inte|kunne ikke|ei voitu|nie (?:udało|można|została)|nelze",
    r"nemožno|nem sikerült|teslim edilem|nu a putut|δεν (?:ήταν|είναι) δυνατ",
    r"전(?:달|송)(?:하지 못|할 수 없|되지)|배달(?:되지|할 수)",
    r"не может быть|невозможно|не удалось|не доставлен",
    r"送信できません|配信できません|送信に失敗|お届けできません|届けられません|エラー",
    r"无法|無法|失败|失敗|退回|未能",
)
"""What a mail system says of a mail that did not arrive, or did not arrive yet."""

DELAY = any_of(
    r"not yet been delivered|(?:has been|is|is still) delayed",
    r"has been postponed|\bdelayed (?:for )?(?:more|over|\d)",
    r"warning message only|only a (?:temporary|warning)|just a warning|advisory-only",
    r"will (?:be retried|continue|keep|try)\b|delivery attempts will continue|continue to (?:try|attempt)",
    r"you do not need to re-?send",
    r"verz[öo]gert|wird weiter(?:hin)? versucht|noch nicht zugestellt",
    r"retard[ée]|sera (?:de nouveau )?(?:tent|r[ée]essay)|n'a pas encore",
    r"se (?:ha )?retras|se seguir[áa] intentando|todav[íi]a no",
    r"continuar[áa] tentando|atrasad|ainda n[ãa]o|adiad",
    r"ritardat|non è ancora|vertraagd|nog niet",
)
"""What a mail system says while it goes on trying."""

SUCCESS = any_of(
    r"success(?:fully)? (?:relayed|delivered)|successful (?:mail )?delivery",
    r"(?:delivered|relayed) successfully",
    r"erfolgreich (?:zugestellt|[üu]bermittelt|weitergeleitet)|remis avec succ[èe]s",
    r"entreg\w+ (?:correctamente|com sucesso)|consegnato correttamente|успешно доставлен|正常に配信",
)
"""What a mail system says of a mail that did arrive, to who asked to be told."""

RETURNED_MAIL = re.compile(
    r"^(?:[ \t]{0,4}[-=*_|~#>]{2,80}[ \t]{0,20}[^\n]{0,60}?\b(?:original|returned|copy of|below|enclosed"
    r"|unsent|message (?:header|text|body|follow)|forwarded message|start of|header of|header follow"
    r"|source mail|mensaje original|копия|原信件)[^\n]{0,80}"
    r"|[ \t]{0,8}(?:original message (?:header|detail|follow)|original message:$|message headers? follow"
    r"|below is a copy|included is a copy|here is a copy|a copy of the original|your message reads"
    r"|original message as|the first \d+ lines|a summary of the undelivered|old message:|message contains \[)"
    r"[^\n]{0,120}"
    r"|(?:return-path|received|dkim-signature|arc-seal|delivered-to|authentication-results)[ \t]{0,8}:[^\n]*"
    r")$",
    re.IGNORECASE | re.MULTILINE,
)
"""The line where the mail system's own words end and the returned mail begins; ignores the case."""

ANNOUNCEMENT = any_of(
    r"recipient|address|deliver|reach|fail|error|destinat|mailbox|account|user|sorry|permanent|delayed",
    r"empf[äa]nger|adress|zustell|entreg|enviad|livr|remis|получател|адрес|доставл|收件|地址|送信|宛先|あて先|配信",
)
"""A line after which a mail system may list the addresses that it means."""

NOT_THE_RECIPIENT = re.compile(
    r"\b(?:contact|support|questions?|help|assistance|reply|write|call|visit|from|sender|by|postmaster|administrator)"
    r"\b[^.;:]{0,24}:?\s{0,8}[<\"'(]{0,2}$"
)
"""What stands before an address that is nobody's failed recipient."""

OF_MAIL = any_of(
    r"mail|message|nachricht|mensa[jg]|courriel|courrier|messaggio|bericht|correo|письм|сообщени|メッセージ|メール|邮件|郵件|메일",
)
"""A text that speaks of mails, and not of parcels."""

DESCRIBED_MAIL = re.compile(r"deliver the following (?:message|mail)")
"""A notice that describes the mail that failed instead of naming the recipient."""
