<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>Contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message-ID of the forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRM address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came back for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The CRM&apos;s address in Bcc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forwarded to the CRM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to the CRM on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to the CRM by Birdlog</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>What became of this mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thunderbird was not found on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete everything that Birdlog keeps about {address}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The CRM and your mail stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Thunderbird</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the check said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal does not know this mail&apos;s Message-ID.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Subject not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Nothing is logged yet: Birdlog does not know your CRM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thunderbird can&apos;t find the Birdlog helper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) need you.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Logging is paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logging is paused until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thunderbird is not running, or its Birdlog add-on is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well. Your mail is logged to {crm}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>Show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusWindow</name>
    <message>
        <source>Search subject or contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a mail to see what became of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mail found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each mail that Birdlog logs, or leaves out, appears here with what became of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to a contact in Thunderbird: before you send, the Birdlog button in that window says whether the mail will be logged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First make a profile with the command above. Your CRM shows the BCC and forwarding addresses in its settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QDate::toString writes it</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Birdlog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume logging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause logging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Birdlog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the BCC address of {profile}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the forward address of {profile}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
