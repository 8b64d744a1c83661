"""What the command line does; each command imports only what it needs, so that `hub doctor` always runs."""
