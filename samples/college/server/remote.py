"""The world outside: mail sites of several organisations that answer as large providers do."""
import zlib

import services
import world

# What an organisation says of a recipient that it does not have, of a message that it takes for
# spam, and how many in a hundred of such messages it refuses.
STYLES = {
    "google": ("550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n"
               "550-5.1.1 double-checking the recipient's email address for typos or\r\n"
               "550 5.1.1 unnecessary spaces. NoSuchUser - gsmtp",
               "550-5.7.1 [10.40.0.25 12] Our system has detected that this message is\r\n"
               "550-5.7.1 likely unsolicited mail. To reduce the amount of spam sent, this\r\n"
               "550 5.7.1 message has been blocked. UnsolicitedMessageError - gsmtp", 45),
    "microsoft": ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
                  "550 5.7.1 Message rejected as spam by Content Filtering.", 30),
    "yahoo": ("554 delivery error: dd This user doesn't have a ymail.example account",
              "554 5.7.9 Message not accepted for policy reasons. [PH01]", 40),
    "icloud": ("550 5.1.1 user does not exist",
               "550 5.7.1 message content rejected due to spam", 40),
    "university": ("550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table",
                   "554 5.7.1 Rejected by spam filter (in reply to end of DATA)", 30),
    "plain": ("550 5.1.1 User unknown", "554 5.7.1 This message looks like spam", 10),
}
BLOCKED = ("421-4.7.28 [10.40.0.25 15] Our system has detected an unusual rate of\r\n"
           "421-4.7.28 unsolicited mail originating from your IP address. To protect our\r\n"
           "421 4.7.28 users from spam, mail has been temporarily rate limited. - gsmtp")
SPAM = b"This is an offer that you did not ask for"
PATIENCE = 8 # refused messages within BLOCK_SECONDS after which bigmail blocks the server
BLOCK_SECONDS = 2 * 3600


class Provider(services.Site):
    """A site of such an organisation."""
    clock = None
    taken = 0
    verdicts = {} # of an organisation: times of refusals

    def style(self):
        return STYLES[world.style_of(self.server.name)]

    def recipient(self, sender, recipient):
        local = recipient.split("@")[0]
        if local.startswith("gone"):
            return self.style()[0]
        return super().recipient(sender, recipient)

    def is_spam(self, data, recipients):
        return SPAM in data and zlib.crc32(recipients[0].encode()) % 100 < self.style()[2]

    def is_blocked(self, now):
        recent = [t for t in self.verdicts.get(self.server.name, []) if now - t < BLOCK_SECONDS]
        return world.style_of(self.server.name) == "google" and len(recent) >= PATIENCE

    def message(self, sender, recipients, data):
        now = self.clock.now()
        with self.lock:
            if self.is_blocked(now):
                return BLOCKED
            if self.is_spam(data, recipients):
                self.verdicts.setdefault(self.server.name, []).append(now)
                return self.style()[1]
            Provider.taken += 1
            number = Provider.taken
        return "250 2.0.0 Ok: queued as %X%05X" % (0x4B, number)


def start(clock):
    Provider.clock = clock
    for _, name, address, _ in world.SITES:
        services.start_server((address, 25), Provider, name)
