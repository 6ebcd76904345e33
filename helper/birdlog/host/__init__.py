"""What Thunderbird starts: native messaging by PROTOCOL.md, started with as few modules as can be."""
