"""Reports as particular mail systems word them: all are read by what they have in common."""

import pytest

from birdlog.mail.bounce import read

# As the manuals of these systems show their reports.
SYSTEMS = {
    "MailMarshal": (
        "From: postmaster@mx.example\nSubject: Undeliverable Mail: Pedido\n\nYour message:\n"
        "   From:    ana@oficina.example\n   Subject: Pedido\n\nCould not be delivered because of\n\n"
        "550 5.1.1 User unknown\n\nThe following recipients were affected:\n    joao@cliente.example\n\n"
        "Additional Information\n======================\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "Notes": (
        "From: Postmaster@notes.example\nSubject: DELIVERY FAILURE: no such user\n\n"
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n"
        "joao@cliente.example\n\n\n------- Returned Message --------\n\nReceived: by x\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "CommuniGate": (
        "From: MAILER-DAEMON@cgp.example\nSubject: Undeliverable mail: Pedido\n\n"
        "Failed to deliver to '<joao@cliente.example>'\nSMTP module(domain cliente.example) reports:\n"
        " host mx.cliente.example says:\n 552 5.2.2 mailbox over quota\n",
        ("joao@cliente.example", "failed", "5.2.2", "mailbox-full"),
    ),
    "GMX": (
        "From: MAILER-DAEMON@mail.example\nSubject: Zustellung fehlgeschlagen\n\n"
        "Diese Nachricht wurde automatisch erstellt.\n\nIhre Nachricht konnte nicht zugestellt werden."
        " Die folgende Adresse ist fehlgeschlagen:\n\njoao@cliente.example:\n"
        "SMTP error from remote server after RCPT command: 550 Unbekannter Empfaenger\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a provider in Brazil": (
        "From: Mail Delivery System <mailer-daemon@provedor.example>\nSubject: Falha na entrega\n\n"
        "Não foi possível entregar sua mensagem para os seguintes destinatários:\n\n"
        "<joao@cliente.example>\nA caixa postal do destinatário está cheia\n",
        ("joao@cliente.example", "failed", None, "mailbox-full"),
    ),
    "a provider in Spain": (
        "From: postmaster@proveedor.example\nSubject: No se puede entregar: Pedido\n\n"
        "Su mensaje no ha podido ser entregado a:\n\n  joao@cliente.example\n\nEl usuario no existe\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "Ecelerity": (
        "From: <>\nSubject: Mail Delivery Failure\n\n"
        "This message was created automatically by the mail system (ecelerity).\n\n"
        "A message that you sent could not be delivered to one or more of its\nrecipients. This is a"
        " permanent error. The following address(es) failed:\n\n"
        ">>> joao@cliente.example (after RCPT TO): 550 5.7.1 blocked using bl.example\n",
        ("joao@cliente.example", "failed", "5.7.1", "refused"),
    ),
    "James": (
        "From: postmaster@james.example\nSubject: [BOUNCE]\n\nHi. This is the James mail server.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
        "Error message below:\n550 - 5.1.1 no such user here\n\nMessage details:\n"
        "  MAIL FROM: ana@oficina.example\n  RCPT TO: joao@cliente.example\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "Domino": (
        "From: Postmaster@domino.example\nSubject: DELIVERY FAILURE: User joao not listed\n\n"
        "Your message\n\n  Subject: Pedido\n\nwas not delivered to:\n\n  joao@cliente.example\n\nbecause:\n\n"
        "  User joao (joao@cliente.example) not listed in Domino Directory\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "Exchange 5.5 in German": (
        "From: Systemadministrator <postmaster@ex.example>\nSubject: Unzustellbar: Pedido\n\n"
        "Ihre Nachricht\n\n  An:      joao@cliente.example\n  Betreff: Pedido\n\n"
        "hat die folgenden Empfänger nicht erreicht:\n\njoao@cliente.example am Do, 1 Jan 2026\n"
        "    Der Empfängername wurde nicht erkannt.\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "Exim's warning": (
        "From: Mail Delivery System <Mailer-Daemon@exim.example>\n"
        "Subject: Warning: message 1Ab-00 delayed 24 hours\n\n"
        "A message that you have sent has not yet been delivered.\n\n"
        "The address to which the message has not yet been delivered is:\n\n  joao@cliente.example\n"
        "    host mx.cliente.example [192.0.2.1]\n    Delay reason: Connection timed out\n",
        ("joao@cliente.example", "delayed", None, "temporary"),
    ),
    "Courier": (
        'From: "Courier mail server" <@courier.example>\nReturn-Path: <>\n'
        "Subject: NOTICE: mail delivery status.\n\n              UNDELIVERABLE MAIL\n\n"
        "Your message to the following recipients cannot be delivered:\n\n<joao@cliente.example>:\n"
        "    mx.cliente.example [192.0.2.1]:\n"
        ">>> RCPT TO:<joao@cliente.example>\n"
        "<<< 550 5.1.1 <joao@cliente.example>... User Unknown\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "smail": (
        "From: Mailer-Daemon@smail.example\nSubject: mail failed, returning to sender\n\n"
        "|------------------ Failed addresses follow: ------------------|\n <joao@cliente.example>\n"
        "   552 5.2.2 <joao@cliente.example> Quota exceeded\n\n"
        "|------------------ Message header follows: -------------------|\nReceived: by x\n",
        ("joao@cliente.example", "failed", "5.2.2", "mailbox-full"),
    ),
    "MDaemon": (
        "From: MDaemon@md.example\nSubject: Permanent Delivery Failure\n\n"
        "The attached message had PERMANENT fatal delivery errors!\n\n--- Session Transcript ---\n"
        " --> RCPT To:<joao@cliente.example>\n <-- 550 5.1.1 No such user here\n --- End Transcript ---\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "XMail": (
        "From: postmaster@xmail.example\nSubject: Message failed to be delivered\n\n"
        "[<00>] XMail bounce: Rcpt=[joao@cliente.example];Error=[550 No such user]\n\n"
        "Mail From: <ana@oficina.example>\nRcpt To:   <joao@cliente.example>\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "FirstClass": (
        "From: postmaster@fc.example\nSubject: NDN: Pedido\n\n"
        "Sorry. Your message could not be delivered to:\n\n"
        "joao@cliente.example (The name was not found at the remote site.)\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a page of Exchange": (
        "From: Microsoft Outlook <postmaster@ex.example>\nSubject: Undeliverable: Pedido\n"
        "Content-Type: text/html\n\n<p><b>Delivery has failed to these recipients or groups:</b></p>"
        '<p><a href="mailto:joao@cliente.example">joao@cliente.example</a><br>It couldn\'t be found.</p>'
        "<p>joao@cliente.example<br>#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</p>",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "a gateway that tells of an error": (
        "From: sysadmin@gw.example\nReturn-Path: <>\nSubject: There was an error sending your mail\n\n"
        "We had trouble delivering your message. 1 error(s):\n\n"
        "The following recipients returned permanent errors: joao@cliente.example.\n",
        ("joao@cliente.example", "failed", None, "unknown"),
    ),
    "Barracuda": (
        "From: MAILER-DAEMON@wall.example\nSubject: **Message you sent blocked by our bulk email filter**"
        "\n\nYour message to: joao@cliente.example\n"
        "was blocked by our firewall. It has NOT BEEN DELIVERED.\n",
        ("joao@cliente.example", "failed", None, "refused"),
    ),
    "Postfix's warning": (
        "From: MAILER-DAEMON@mx.example\nSubject: Delayed Mail (still being retried)\n\n"
        "Your message could not be delivered for more than 4 hour(s).\nIt will be retried.\n\n"
        "<joao@cliente.example>: connect to mx.cliente.example[192.0.2.1]:25: Connection timed out\n",
        ("joao@cliente.example", "delayed", None, "temporary"),
    ),
    "Exchange Online": (
        "From: Microsoft Outlook <postmaster@t.example>\nSubject: Undeliverable: Pedido\n\n"
        "Your message to joao@cliente.example couldn't be delivered.\n\nError Details\nReported error: "
        "550 5.7.520 Access denied, Your organization does not allow external forwarding. AS(7555)\n",
        ("joao@cliente.example", "failed", "5.7.520", "forwarding-refused"),
    ),
    "a provider in Russia": (
        "From: mailer-daemon@provider.example\nSubject: Недоставленное сообщение\n\n"
        "Ваше письмо не может быть отправлено одному или нескольким адресатам.\n\n"
        "<joao@cliente.example>: адрес не существует\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a provider in China": (
        "From: PostMaster@provider.example\nSubject: 系统退信\n\n抱歉，您的邮件被退回来了\n\n"
        "收件人：joao@cliente.example\n\n退信原因：收件人不存在\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a provider in Japan": (
        "From: no-reply@provider.example\nReturn-Path: <>\nSubject: メールエラー通知\n\n"
        "お客さまのメールは配信できませんでした。\n\n宛先: joao@cliente.example\n",
        ("joao@cliente.example", "failed", None, "unknown"),
    ),
    "a provider in Poland": (
        "From: mailer-daemon@provider.example\nSubject: Wiadomość niedostarczona\n\n"
        "Nie udało się dostarczyć wiadomości do:\n\n<joao@cliente.example>: odbiorca nie istnieje\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a provider in Italy": (
        "From: postmaster@provider.example\nSubject: Messaggio non consegnato\n\n"
        "Il messaggio non è stato consegnato a:\n\njoao@cliente.example: casella di posta piena\n",
        ("joao@cliente.example", "failed", None, "mailbox-full"),
    ),
    "a virus wall": (
        "From: scanner@wall.example\nSubject: Your mail could not be delivered\n\n"
        "Sent <<< RCPT TO:<joao@cliente.example>\nReceived >>> 452 4.3.1 out of memory\n"
        "Unable to deliver message to <joao@cliente.example>.\n",
        ("joao@cliente.example", "failed", "4.3.1", "temporary"),
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_that_has_no_reader_of_its_own_is_read(system):
    raw, expected = SYSTEMS[system]

    (recipient,) = read(raw.encode()).recipients

    assert (recipient.address, recipient.action, recipient.status, recipient.reason) == expected


@pytest.mark.parametrize(
    "subject",
    [
        "Unzustellbar: Angebot",
        "Nicht zustellbar: Angebot",
        "Não entregue: Oferta",
        "Falha na entrega: Oferta",
        "Non remis : Offre",
        "Échec de la remise : Offre",
        "No se puede entregar: Oferta",
        "Mancata consegna: Offerta",
        "Onbestelbaar: Offerte",
        "недоставленное сообщение",
        "Mensagem não entregue",
        "Não foi possível enviar: Oferta",
        "Entrega de email falhou: retornando mensagem ao remetente",
        "Notificación de estado de entrega (error)",
        "Failed to deliver message",
        "Warning: could not send message for past 4 hours",
        "Nelze doručit: Nabídka",
        "Ej leverbart: Offert",
        "Kan ikke leveres: Tilbud",
        "Teslim edilemedi: Teklif",
        "메일 전송 실패",
        "未送达：报价",
        "退信通知",
        "配信エラー",
    ],
)
def test_mail_systems_speak_many_languages(subject):
    raw = f"From: postmaster@mx.example\nSubject: {subject}\n\n<joao@cliente.example>: 550 5.1.1 nein\n"

    assert read(raw.encode()).bounce
