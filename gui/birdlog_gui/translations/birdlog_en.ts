<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
