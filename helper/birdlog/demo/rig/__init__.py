"""The rig: a real Thunderbird with a mail server, a CRM's door and a screen of its own, for the demo and for tests.

Everything lives in one temporary folder and on loopback ports; `Rig` starts it and ends what it started, nothing else.
"""
