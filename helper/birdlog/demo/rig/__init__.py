"""The rig: a real Thunderbird with a mail server, a CRM's door and a screen of its own.

The demo and the end-to-end tests use it. Everything lives in one temporary folder and on loopback ports;
`Rig` starts it, and ends what it started and nothing else.
"""
