<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CardPane</name>
    <message numerus="yes">
        <source>%n contact(s) of this company</source>
        <translation>
            <numerusform>%n contact of this company</numerusform>
            <numerusform>%n contacts of this company</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportStrip</name>
    <message numerus="yes">
        <source>%n line(s) were left out.</source>
        <translation>
            <numerusform>%n line was left out.</numerusform>
            <numerusform>%n lines were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%n contact</numerusform>
            <numerusform>%n contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n company(ies)</source>
        <translation>
            <numerusform>%n company</numerusform>
            <numerusform>%n companies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deal(s)</source>
        <translation>
            <numerusform>%n deal</numerusform>
            <numerusform>%n deals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n team(s)</source>
        <translation>
            <numerusform>%n team</numerusform>
            <numerusform>%n teams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptDays</name>
    <message numerus="yes">
        <source>%n entry(s) would leave the log for that. They can&apos;t be brought back.</source>
        <translation>
            <numerusform>%n entry would leave the log for that. It can&apos;t be brought back.</numerusform>
            <numerusform>%n entries would leave the log for that. They can&apos;t be brought back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailRow</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManyActions</name>
    <message numerus="yes">
        <source>%n mail(s) are being copied…</source>
        <translation>
            <numerusform>%n mail is being copied…</numerusform>
            <numerusform>%n mails are being copied…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are being exported…</source>
        <translation>
            <numerusform>%n mail is being exported…</numerusform>
            <numerusform>%n mails are being exported…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are in {file} now.</source>
        <translation>
            <numerusform>%n mail is in {file} now.</numerusform>
            <numerusform>%n mails are in {file} now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thunderbird has been asked to log %n mail(s) again.</source>
        <translation>
            <numerusform>Thunderbird has been asked to log %n mail again.</numerusform>
            <numerusform>Thunderbird has been asked to log %n mails again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) can&apos;t be logged again; each one says why.</source>
        <translation>
            <numerusform>%n mail can&apos;t be logged again; it says why.</numerusform>
            <numerusform>%n mails can&apos;t be logged again; each one says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) have been looked at…</source>
        <translation>
            <numerusform>%n mail has been looked at…</numerusform>
            <numerusform>%n mails have been looked at…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From now on mail with %n contact(s) will never be logged.</source>
        <translation>
            <numerusform>From now on mail with %n contact will never be logged.</numerusform>
            <numerusform>From now on mail with %n contacts will never be logged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are being forgotten…</source>
        <translation>
            <numerusform>%n mail is being forgotten…</numerusform>
            <numerusform>%n mails are being forgotten…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) were forgotten.</source>
        <translation>
            <numerusform>%n mail was forgotten.</numerusform>
            <numerusform>%n mails were forgotten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatternsField</name>
    <message numerus="yes">
        <source>%n entry(s) taken off the list.</source>
        <translation>
            <numerusform>%n entry taken off the list.</numerusform>
            <numerusform>%n entries taken off the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) put on the list.</source>
        <translation>
            <numerusform>%n entry put on the list.</numerusform>
            <numerusform>%n entries put on the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepliesStrip</name>
    <message numerus="yes">
        <source>%n repl(y/ies) nobody has logged yet.</source>
        <translation>
            <numerusform>%n reply nobody has logged yet.</numerusform>
            <numerusform>%n replies nobody has logged yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralPane</name>
    <message numerus="yes">
        <source>%n mail(s) are chosen.</source>
        <translation>
            <numerusform>%n mail is chosen.</numerusform>
            <numerusform>%n mails are chosen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>Log %n repl(y/ies) that nobody logged</source>
        <translation>
            <numerusform>Log %n reply that nobody logged</numerusform>
            <numerusform>Log %n replies that nobody logged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} can&apos;t be asked about them.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days; {crm} can&apos;t be asked about it.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days; {crm} can&apos;t be asked about them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows none of them yet.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days; {crm} does not show it yet.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days; {crm} shows none of them yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days; {crm} shows {shown} of them.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days; {crm} shows {shown} of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows all of them.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days; {crm} shows it.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days; {crm} shows all of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them and can&apos;t be asked about {rest}.</source>
        <translation>
            <numerusform>%Ln mail was logged in the last 30 days; {crm} shows {shown} of them and can&apos;t be asked about {rest}.</numerusform>
            <numerusform>%Ln mails were logged in the last 30 days; {crm} shows {shown} of them and can&apos;t be asked about {rest}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{crm} shows {shown} of %Ln.</source>
        <translation>
            <numerusform>{crm} shows {shown} of %Ln.</numerusform>
            <numerusform>{crm} shows {shown} of %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{crm} can&apos;t be asked about %Ln.</source>
        <translation>
            <numerusform>{crm} can&apos;t be asked about %Ln.</numerusform>
            <numerusform>{crm} can&apos;t be asked about %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln came back.</source>
        <translation>
            <numerusform>%Ln came back.</numerusform>
            <numerusform>%Ln came back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be sent.</source>
        <translation>
            <numerusform>%Ln could not be sent.</numerusform>
            <numerusform>%Ln could not be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln should have been logged and were not.</source>
        <translation>
            <numerusform>%Ln should have been logged and was not.</numerusform>
            <numerusform>%Ln should have been logged and were not.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counting</name>
    <message numerus="yes">
        <source>%n mail(s) need you.</source>
        <translation>
            <numerusform>%n mail needs you.</numerusform>
            <numerusform>%n mails need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thunderbird is doing what you asked for (%n).</source>
        <translation>
            <numerusform>Thunderbird is doing what you asked for (%n).</numerusform>
            <numerusform>Thunderbird is doing what you asked for (%n).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What you asked for (%n) is done when it opens.</source>
        <translation>
            <numerusform>What you asked for (%n) is done when it opens.</numerusform>
            <numerusform>What you asked for (%n) is done when it opens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) wait in the Outbox.</source>
        <translation>
            <numerusform>%n mail waits in the Outbox.</numerusform>
            <numerusform>%n mails wait in the Outbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) came back</source>
        <translation>
            <numerusform>%n mail came back</numerusform>
            <numerusform>%n mails came back</numerusform>
        </translation>
    </message>
</context>
</TS>
