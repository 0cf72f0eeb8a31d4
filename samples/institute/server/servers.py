"""The three servers: their configuration, their start, and where their logs go."""
import os
import shutil

import hosts
import world

FOLDER = os.path.dirname(os.path.abspath(__file__))


def map_lines(table):
    return "".join("%s %s\n" % (key, ", ".join(values)) for key, values in sorted(table.items()))


class Server(hosts.Host):
    def configuration(self, name, path):
        with open(os.path.join(FOLDER, name), encoding="utf-8") as f:
            self.write(path, f.read())

    def keep_local_time(self):
        self.run("ln", "-sf", "/usr/share/zoneinfo/Europe/Zurich", "/etc/localtime")

    def clear(self, *folders):
        for folder in folders:
            shutil.rmtree(self.root + folder, ignore_errors=True)
            os.makedirs(self.root + folder)

    def give(self, path, owner):
        self.run("chown", "-R", owner, path)


class Gate(Server):
    """Postfix and Dovecot."""

    def configure(self):
        self.configuration("gate.main.cf", "/etc/postfix/main.cf")
        self.configuration("gate.master.cf", "/etc/postfix/master.cf")
        self.configuration("gate.header_checks", "/etc/postfix/header_checks")
        self.configuration("gate.dovecot.conf", "/etc/dovecot/dovecot.conf")
        self.clear("/srv/mail", "/srv/home", "/run/dovecot")
        self.forget_queue()
        self.give("/srv/mail", "mail")
        self.give("/srv/home", "mail")
        self.write_maps()

    def forget_queue(self):
        """What an earlier run left."""
        self.run("sh", "-c", "cd /var/spool/postfix && find pid active bounce corrupt defer deferred"
                 " flush hold incoming maildrop saved trace -type f -delete")

    def write_maps(self):
        local = [p[0] for p in world.people("gate")] + \
            [r[0] for r in world.ROLES if r[3] == "gate"] + ["postmaster", "oncall"]
        boxes = {"%s@institute.example" % name: [name] for name in local}
        boxes.update({name: ["named"] for name in world.aliases()})
        self.write("/etc/postfix/mailboxes", map_lines(boxes))
        self.write("/etc/postfix/aliases", map_lines(world.aliases()))
        self.write("/etc/postfix/transport", map_lines({
            "lists.institute.example": ["smtp:[%s]" % world.LISTS],
            "bio.institute.example": ["smtp:[%s]" % world.LISTS],
            "astro.institute.example": ["smtp:[%s]" % world.ASTRO]}))
        for name in ("mailboxes", "aliases", "transport"):
            self.run("postmap", "hash:/etc/postfix/" + name)

    def serve(self):
        self.run("postfix", "start")
        self.run("dovecot")

    def pause(self):
        self.run("postfix", "stop", check=False)

    def resume(self):
        self.run("postfix", "start", check=False)


class Lists(Server):
    """Exim. It stamps its own logs."""

    def configure(self):
        self.keep_local_time()
        self.configuration("lists.exim.conf", "/etc/exim4/exim4.conf")
        self.clear("/etc/exim4/lists", "/srv/mail", "/srv/home", "/var/log/exim4",
                   "/var/spool/exim4")
        for name in world.LISTS_OF:
            self.write("/etc/exim4/lists/" + name, "\n".join(world.members(name)) + "\n")
        people = [p[0] for p in world.people("lists")]
        self.write("/etc/exim4/people", "".join("%s: %s\n" % (name, name) for name in people))
        self.write("/etc/exim4/aliases", self.aliases())
        self.write("/etc/exim4/quota", "u.costa: 20K\n")
        self.homes()
        self.give("/srv/mail", "mail")
        self.give("/var/log/exim4", "Debian-exim:adm")
        self.give("/var/spool/exim4", "Debian-exim:Debian-exim")

    @staticmethod
    def aliases():
        bounces = "".join("%s-bounces: s.amari@bio.institute.example\n" % name
                          for name in world.LISTS_OF)
        return bounces + "postmaster: s.amari@bio.institute.example\n" + \
            "lab: n.okoye@bio.institute.example, o.lehmann@bio.institute.example, " + \
            "lab.partner@uni-north.example\n"

    def homes(self):
        for name in (p[0] for p in world.people("lists")):
            os.makedirs(self.root + "/srv/home/" + name)
        self.write("/srv/home/o.lehmann/.forward", "otto.at.home@outmail.example\n")
        self.write("/srv/home/t.berg/away", "yes\n")

    def serve(self):
        self.run("exim4", "-bd", "-q5s")

    def rotate(self):
        for name in ("mainlog", "rejectlog"):
            path = self.root + "/var/log/exim4/" + name
            if os.path.exists(path):
                os.rename(path, path + ".1")
                self.run("sh", "-c", "umask 027; : >/var/log/exim4/%s;"
                         "chown Debian-exim:adm /var/log/exim4/%s" % (name, name))


class Astro(Server):
    """Sendmail. Its users are users of the system."""

    def configure(self):
        self.keep_local_time()
        self.configuration("astro.sendmail.mc", "/etc/mail/sendmail.mc")
        self.write("/etc/mail/local-host-names", "astro.institute.example\n")
        self.write("/etc/mail/mailertable", "deadhost.example esmtp:[192.0.2.50]\n")
        self.write("/etc/mail/access", "Connect:10.30.0.25 OK\n")
        self.write("/etc/mail/aliases", "postmaster: zeller\nMAILER-DAEMON: postmaster\nroot: zeller\n"
                   "observers: lind, tycho, halley, star.gazer@uni-north.example\n")
        self.clear("/var/spool/mqueue", "/var/spool/mqueue-client", "/var/mail")
        for name, number in world.unix_users().items():
            self.run("userdel", "-r", name, check=False, stderr=-3)
            self.run("useradd", "-m", "-u", str(number), "-s", "/bin/sh", name)
        self.set_owners()
        self.build()
        self.set_passwords()
        self.forwards()

    def set_owners(self):
        self.run("sh", "-c", "chown smmta:smmsp /var/spool/mqueue; chmod 2750 /var/spool/mqueue;"
                 "chown smmsp:smmsp /var/spool/mqueue-client; chmod 2770 /var/spool/mqueue-client;"
                 "chown root:mail /var/mail; chmod 3777 /var/mail;"
                 "mkdir -p /var/run/sendmail/mta /var/run/sendmail/msp /var/run/sendmail/stampdir;"
                 "chown smmta:smmsp /var/run/sendmail/mta; chown smmsp:smmsp /var/run/sendmail/msp")

    def build(self):
        self.run("sh", "-c", "cd /etc/mail && m4 sendmail.mc >sendmail.cf &&"
                 "makemap hash mailertable <mailertable && makemap hash access <access &&"
                 "/usr/sbin/newaliases >/dev/null")

    def set_passwords(self):
        self.write("/etc/sasl2/Sendmail.conf", "pwcheck_method: auxprop\n"
                   "auxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n")
        self.write("/usr/lib/sasl2/Sendmail.conf", "pwcheck_method: auxprop\n"
                   "auxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n")
        for name in world.unix_users():
            self.run("saslpasswd2", "-p", "-c", "-u", "astro.institute.example", name,
                     input=b"right")
        self.run("sh", "-c", "chown smmta:smmsp /etc/sasldb2; chmod 660 /etc/sasldb2")

    def forwards(self):
        self.put("oberon", ".forward", "walter.oberon@bigmail.example\n")
        self.put("lind", ".forward", "\\lind, \"|/usr/bin/vacation lind\"\n")
        self.put("lind", ".vacation.msg", "Subject: Away\n\nI am observing until Monday.\n")
        self.run("vacation", "-I", user=(world.unix_users()["lind"],) * 2, check=False)

    def put(self, name, file, text):
        path = "/home/%s/%s" % (name, file)
        self.write(path, text)
        self.run("sh", "-c", "chown %s:%s %s; chmod 644 %s" % (name, name, path, path))

    def serve(self):
        self.run("/usr/sbin/sendmail", "-bd", "-q6s")

    def hand_in(self, account, options, text):
        """A user's program calls sendmail."""
        number = world.unix_users()[account]
        return self.run("env", "HOME=/home/" + account, "USER=" + account, "LOGNAME=" + account,
                        "/usr/sbin/sendmail", *options, user=(number, number), input=text).returncode
