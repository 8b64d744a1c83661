"""The gateway: pages, sockets, API, queue and contact log of the contact hub."""
