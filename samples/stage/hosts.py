"""Hosts of their own: each has a root folder, a name and its processes, and ends with them."""
import os
import subprocess
import time


class Host:
    """A Debian in `root`. Its network is ours."""
    REAP = "mount -t proc proc /proc; hostname %s; while :; do sleep 60 & wait $!; done"

    def __init__(self, root, name):
        self.root, self.name = root, name
        if os.path.exists(root + "/etc/ld.so.preload"):
            os.remove(root + "/etc/ld.so.preload") # of an earlier run
        self.write("/etc/hostname", name + "\n")
        self.write("/etc/hosts", "127.0.0.1 localhost\n")
        self.write("/etc/resolv.conf", "nameserver 127.0.0.1\n")
        self.first = subprocess.Popen(
            ["unshare", "--uts", "--mount", "--pid", "--fork", "--kill-child", "--root=" + root, "--wd=/",
             "sh", "-c", self.REAP % name])
        self.pid = self.find_first()

    def find_first(self):
        path = "/proc/%d/task/%d/children" % (self.first.pid, self.first.pid)
        for _ in range(200):
            with open(path, encoding="ascii") as children:
                found = children.read().split()
            if found and os.path.exists(self.root + "/proc/1") is False:
                time.sleep(0.3)
                return found[0]
            time.sleep(0.02)
        raise RuntimeError("%s does not start" % self.name)

    def write(self, path, text):
        os.makedirs(os.path.dirname(self.root + path), exist_ok=True)
        with open(self.root + path, "w", encoding="utf-8") as f:
            f.write(text)

    def set_clock(self, library, zero, begin, factor):
        """Its programs live in the sample's time; see clock.c."""
        self.write("/etc/clock", "%d %d %d\n" % (zero * 1e9, begin, factor))
        subprocess.run(["cp", library, self.root + "/lib/clock.so"], check=True)
        self.write("/etc/ld.so.preload", "/lib/clock.so\n")

    def run(self, *command, user=None, check=True, **more):
        """Runs a program there; `user` is uid and gid."""
        become = ["-S", str(user[0]), "-G", str(user[1])] if user else []
        return subprocess.run(["nsenter", "-t", self.pid, "-u", "-m", "-p", "-r", *become, "env",
                               "-C", "/", *command], check=check, **more)

    def stop(self):
        self.first.kill()
        self.first.wait()
