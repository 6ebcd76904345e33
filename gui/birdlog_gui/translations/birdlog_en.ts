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
    <name>_Counting</name>
    <message numerus="yes">
        <source>%n mail(s) need you.</source>
        <translation>
            <numerusform>%n mail needs you.</numerusform>
            <numerusform>%n mails need you.</numerusform>
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
