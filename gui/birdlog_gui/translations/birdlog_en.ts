<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
