"""OFAC: the SDN list and the consolidated (non-SDN) list, in every format they were published in."""
