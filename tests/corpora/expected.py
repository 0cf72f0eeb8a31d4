"""What the authors of published logs expect, in this program's terms.

A value is compared when our facts have a counterpart of the field. A field that has none
(delays by part, cache sizes, parts of a TLS cipher suite's signature) is left out here, not
explained away later.
"""

import configparser
import re

# grok field: our field. Those that need more are below.
FIELDS = {
    "postfix_client_hostname": "client.name",
    "postfix_client_port": "client.port",
    "postfix_relay_hostname": "relay.name",
    "postfix_relay_ip": "relay.ip",
    "postfix_relay_port": "relay.port",
    "postfix_smtp_stage": "stage",
    "postfix_proxy_smtp_stage": "stage",
    "postfix_status_code": "code",
    "postfix_proxy_status_code": "code",
    "postfix_status_code_enhanced": "dsn",
    "postfix_proxy_status_code_enhanced": "dsn",
    "postfix_proxy_message": "text",
    "postfix_status": "status",
    "postfix_smtp_response": "text",
    "postfix_pipe_response": "text",
    "postfix_local_response": "text",
    "postfix_error_response": "text",
    "postfix_bounce_queueid": "next_queue_id",
    "postfix_message-id": "bare_id",
    "postfix_smtpd_lostconn_data": "text",
    "postfix_postscreen_dnsbl_rank": "count",
    "postfix_anvil_conn_rate": "count",
    "postfix_anvil_conn_count": "count",
    "postfix_from": "sender",
    "postfix_status_message": "words",
    "postfix_status_data": "about",
    "postfix_tls_version": "tls_version",
    "postfix_tls_cipher": "tls_cipher",
    "postfix_tls_cipher_size": "tls_size",
}

# grok field: what its value means for the kind of fact.
KINDS = {
    "postfix_proxy_result": {"accept": "proxied", "reject": "reject"},
    "postfix_action": {"reject": "reject", "milter-reject": "reject", "hold": "disposed",
                       "discard": "disposed", "removed": "removed", "proxy-accept": "proxied"},
    "postfix_postsuper_action": {"removed": "removed", "placed on hold": "disposed"},
    "postfix_postscreen_violation": {"PREGREET": "protocol_error", "HANGUP": "lost",
                                     "DNSBL": "blocklisted"},
    "postfix_postscreen_access": {"BLACKLISTED": "blocklisted", "DENYLISTED": "blocklisted"},
}

KEYS = {"to": "recipient", "orig_to": "orig_to", "from": "sender", "size": "size", "nrcpt": "nrcpt",
        "uid": "uid", "dsn": "dsn", "sasl_method": "method", "sasl_username": "login",
        "orig_queue_id": "orig_queue_id"}

COUNTERS = {"auth": "auth", "mail": "mail", "rcpt": "rcpt", "data": "message_data"}


def unquote(value):
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def read_yaml(path):
    """'key: value' lines, the only YAML these files use."""
    data, results = "", {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            m = re.match(r"( *)([\w-]+): *(.*)$", line)
            if not m or line.lstrip().startswith("#"):
                continue
            if m[1]:
                results[m[2]] = unquote(m[3])
            elif m[2] == "data":
                data = unquote(m[3])
    return data, results


def peer(prefix, text, out):
    m = re.fullmatch(r"([^\[ ]*)\[([^\]]*)\](?::(\d+))?", text)
    if not m:
        out[prefix + ".name"] = text
        return
    out[prefix + ".name"] = m[1]
    out[prefix + ".ip"] = "" if m[2] == "unknown" or "/" in m[2] else m[2]
    if m[3]:
        out[prefix + ".port"] = m[3]


def key_values(data, out):
    """to=<a>, relay=b[c]:25, delay=1.2, ... or from=<a> to=<b> proto=ESMTP helo=<c>"""
    for key, value in re.findall(r"([a-z_]+)=(<[^>]*>|[^ ,]*)", data):
        if key in ("client", "relay", "orig_client"):
            where = {}
            peer(key, value, where)
            if key == "orig_client":
                where = {"orig_client": where["orig_client.ip"]}
            out.update(where)
        elif key == "delay":
            out["delay_ms"] = str(round(float(value) * 1000))
        elif key in KEYS:
            out[KEYS[key]] = value.strip("<>") if value.startswith("<") else value


def counters(results, out):
    for word, field in COUNTERS.items():
        every = results.get("postfix_cmd_" + word)
        if every is not None:
            out[field] = "%s/%s" % (results.get("postfix_cmd_%s_accepted" % word, every), every)
    if "postfix_cmd_count" in results:
        out["commands"] = results["postfix_cmd_count"]


def translate(results):
    out = {FIELDS[k]: v for k, v in results.items() if k in FIELDS}
    for field, meaning in KINDS.items():
        if results.get(field) in meaning:
            out["kind"] = meaning[results[field]]
    violation = results.get("postfix_postscreen_violation")
    if violation and "kind" not in out:
        out["kind"] = "protocol_error"
    if violation and out["kind"] == "protocol_error":
        out["text"] = violation
    if "status" in out: # what its cache did with a probe is not kept
        out["status"] = out["status"].replace("-but-not-cached", "")
    if "postfix_queueid" in results:
        out["queue_id"] = results["postfix_queueid"].replace("NOQUEUE", "")
    if "postfix_client_ip" in results:
        out["client.ip"] = results["postfix_client_ip"]
    if "postfix_client_ip_unknown" in results:
        out["client.ip"] = ""
    if "postfix_relay_service" in results:
        out["relay.ip"] = "" # a socket, no address
    if "postfix_anvil_conn_period" in results:
        n, unit = re.match(r"(\d+)(\w)", results["postfix_anvil_conn_period"]).groups()
        out["per_seconds"] = str(int(n) * {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[unit])
    m = re.fullmatch(r"(?:header|body) (.*) from (\S+)", results.get("postfix_milter_message", ""))
    if m:
        out["header"] = m[1]
        peer("client", m[2], out)
    key_values(results.get("postfix_keyvalue_data", ""), out)
    counters(results, out)
    return out


def is_evidence(results):
    """A warning, or a daemon about itself, has no fact; then there is nothing to compare."""
    return "postfix_message" not in results


def whyscream(name, path):
    data, results = read_yaml(path)
    daemon = name.rsplit("_", 1)[0].replace("_", "-")
    if name.startswith("tls_features"):
        daemon = "smtp"
        if "queueid" not in " ".join(results):
            return None, None # the value of tls= alone: not kept
    if daemon == "delays":
        return None, None # its parts are not kept
    if daemon == "relay":
        daemon, data = "lmtp", "4F1A2B3C4D: to=<a>, relay=%s, delay=0, status=sent (x)" % data
    if daemon == "command-counter-data":
        daemon, data = "smtpd", "disconnect from u[192.0.2.1] " + data
    values = translate(results) if is_evidence(results) else {}
    if daemon == "discard" and values.get("status") == "sent":
        values["status"] = "discarded"
    return "postfix/%s[1]: %s" % (daemon, data.replace("\n", "\\n")), values


CROWDSEC = {
    'Evt.Parsed["remote_addr"]': "client.ip",
    'Evt.Parsed["remote_host"]': "client.name",
    'Evt.Parsed["command"]': "stage",
    'Evt.Parsed["reason"]': "words",
    'Evt.Parsed["smtp_basic_status_code"]': "code",
    'Evt.Parsed["smtp_enhanced_status_code"]': "dsn",
    'Evt.Parsed["message_failure"]': "text",
    'Evt.Unmarshaled["postfix"]["from"]': "sender",
    'Evt.Unmarshaled["postfix"]["to"]': "recipient",
    'GetMeta("source_ip")': "client.ip",
    'GetMeta("source_hostname")': "client.name",
    'GetMeta("reason")': "words",
    'GetMeta("action")': "kind",
    'Evt.Parsed["dovecot_user"]': "login",
    'Evt.Parsed["dovecot_remote_ip"]': "client.ip",
    'Evt.Meta["dovecot_login_result"]': "kind",
    'GetMeta("dovecot_login_result")': "kind",
    'Evt.Parsed["source_ip"]': "client.ip",
    'Evt.Parsed["source_port"]': "client.port",
    'Evt.Parsed["source_dns"]': "client.name",
    'Evt.Parsed["source_user"]': "sender",
    'Evt.Parsed["target_user"]': "target",
    'Evt.Parsed["exim_auth"]': "method",
    'Evt.Meta["log_type"]': "log_type",
    'GetMeta("source_dns")': "client.name",
    'GetMeta("source_user")': "sender",
    'GetMeta("username")': "target",
    'GetMeta("log_type")': "log_type",
}

# What their log type means for the kind of fact; the others' kinds are in a field of their own.
LOG_TYPES = {"exim_failed_auth": "auth_failed", "spam-attempt": "reject"}



MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def second(text):
    """'MM-DD HH:MM:SS' of a stamp in any form, or None."""
    m = re.search(r"-(\d\d)-(\d\d)[T ](\d\d:\d\d:\d\d)", text)
    if m:
        return "%s-%s %s" % m.groups()
    m = re.match(r"(\w{3}) +(\d+) (\d\d:\d\d:\d\d)", text)
    return m and "%02d-%02d %s" % (MONTHS.index(m[1]) + 1, int(m[2]), m[3])


def assertions(path, pattern):
    """[((group 1, group 2), value)]"""
    try:
        with open(path, encoding="utf-8") as f:
            return re.findall(pattern, f.read(), re.M)
    except FileNotFoundError:
        return []


def lines_of_events(found, lines):
    """(alert, event): number of its line, by the second that it names; without one, in order."""
    stamps = [second(line.decode("utf-8", "replace")) for line in lines]
    known, number = {}, {}
    for alert, event, field, value in found:
        number.setdefault((alert, event), int(event))
        if "timestamp" in field:
            known[alert, event] = second(value)
    for alert, event in known:
        same = [other for other in known if other[0] == alert and known[other] == known[alert, event]]
        at = [n for n, stamp in enumerate(stamps) if stamp == known[alert, event]]
        number[alert, event] = at[same.index((alert, event))]
    return number


def crowdsec(folder, lines):
    """(number of the line, values); of a scenario only the lines that its alerts show."""
    found = assertions(folder + "/parser.assert",
                       r'results\["s01-parse"\]\["[^"]*"\]\[(\d+)\]\.(\S+) == "(.*)"$')
    shown = assertions(folder + "/scenario.assert",
                       r'results\[(\d+)\]\.Overflow\.Alert\.Events\[(\d+)\]\.(\S+) == "(.*)"$')
    number = lines_of_events(shown, lines)
    found += [(number[alert, event], field, value) for alert, event, field, value in shown]
    values = {}
    for at, field, value in found:
        if field in CROWDSEC:
            name = CROWDSEC[field]
            value = LOG_TYPES.get(value) if name == "log_type" else value.strip().strip("<>")
            if value:
                values.setdefault(int(at), {})["kind" if name == "log_type" else name] = value
    return sorted(values.items())


# Rule of wazuh and ossec: kind of fact. Groups of them: 330x refusals, 333x sessions.
RULES = {"3301": "reject", "3302": "reject", "3303": "reject", "3304": "reject", "3305": "reject",
         "3306": "reject", "3332": "auth_failed", "3335": "lost",
         "9701": "login", "9702": "auth_failed", "9705": "auth_failed", "9770": "login",
         "9771": "auth_failed",
         "13006": "auth_failed", "13008": "connect", "13009": "lost", "13010": "protocol_error",
         "87502": "auth_failed", "87504": "connect", "87505": "lost", "87506": "protocol_error",
         "87507": "protocol_error", "87508": "reject"}


def ossec(path):
    """'log N pass = line' and 'rule = n' in sections."""
    ini = configparser.ConfigParser(interpolation=None, strict=False, delimiters=(" = ",),
                                    comment_prefixes=(";",))
    with open(path, encoding="utf-8") as f:
        ini.read_string(re.sub(r"^decoder =$", "", f.read(), flags=re.M)) # theirs to leave empty
    for section in ini.sections():
        for key, line in ini[section].items():
            if re.match(r"log \d+ pass$", key):
                kind = RULES.get(ini[section].get("rule", ""))
                name = "%s/%s" % (section.replace(" ", "_"), key.split()[1])
                yield name, line.encode("utf-8"), {"kind": kind} if kind else {}
