"""A HubSpot for the tests: it keeps records, and behaves as HubSpot's public pages and specification say.

tests/unit/test_hubspot_server.py drives it with HubSpot's own client, so that it isn't only our idea of it.
"""
