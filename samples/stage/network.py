"""What a sample's network is made of, inside a network namespace: addresses and names."""
import os
import subprocess

OUTSIDE = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")


def run(*command, **more):
    return subprocess.run(command, check=True, **more)


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def make(own, servers):
    """Everybody is reached by the loopback device; `servers` are addresses of our own."""
    run("ip", "link", "set", "lo", "up")
    for address in servers:
        run("ip", "address", "add", address + "/32", "dev", "lo")
    for net in (own, *OUTSIDE):
        run("ip", "route", "add", "local", net, "dev", "lo")


def start_names(work, sites, records):
    """A name server for the made-up world: mail servers forwards, clients backwards."""
    lines = ["no-resolv", "no-hosts", "listen-address=127.0.0.1", "bind-interfaces", "user=root",
             "log-facility=-", *records]
    for domain, name, address in sites:
        lines += ["mx-host=%s,%s,10" % (domain, name), "host-record=%s,%s" % (name, address)]
    path = os.path.join(work, "dnsmasq.conf")
    write(path, "\n".join(lines) + "\n")
    log = open(os.path.join(work, "dnsmasq.log"), "w", encoding="utf-8")
    return subprocess.Popen(["dnsmasq", "-k", "-C", path], stdout=log, stderr=log)
