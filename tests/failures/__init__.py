"""The whole hub while its processes are killed, frozen or robbed of their disk: promises stay true."""
