/*
 * Writes a log whose every free field tries to become more than text: hostile.js FOLDER
 *
 * Subject, login, sender, recipient, HELO, remote reply and the file's own name. The mail is
 * a mass mailing, the refusals are an own host's, so that both become findings; a few lines
 * are damaged beyond reading, as they are quoted, too. Prints the path of the file.
 */
'use strict';
const fs = require('fs');
const path = require('path');

const TAG = '<script>window.hit=1</script><img src=x onerror=window.hit=1>"\'&amp;';
const QUOTES = '<"\'&lt;&#0;onload=x';
const UNSEEN = '\u202e\u200b\u2066 evil \u2069';
const CONTROL = '\x1b[31mred\x07\x08\x7f\x00';
const BROKEN = Buffer.from([0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf5, 0xe2, 0x80]);
const LONG = 'W'.repeat(1500);
const NAME = '<script>hit=1<&"\'>.log';

function line(second, program, ...parts) {
  const time = new Date(Date.UTC(2026, 2, 2, 10, 0, second)).toISOString()
    .replace('Z', '000+00:00');

  return Buffer.concat([time + ' mx1 postfix/' + program + '[9]: ', ...parts, '\n']
    .map((part) => Buffer.from(part)));
}

function mail(i) {
  const id = '4A' + String(100000 + i), login = TAG + UNSEEN + 'eve';

  return [
    line(i, 'submission/smtpd', id, ': client=unknown[10.0.0.7], sasl_method=PLAIN, sasl_username=',
      login),
    line(i, 'cleanup', id, ': info: header Subject: ', TAG, CONTROL, UNSEEN, BROKEN, LONG,
      ' from pc[10.0.0.7]; from=<', TAG, '@x.example> to=<y@example.net> proto=ESMTP helo=<', TAG,
      '>'),
    line(i, 'cleanup', id, ': message-id=<', TAG, '>'),
    line(i, 'qmgr', id, ': from=<eve', TAG, '@x.example>, size=2000, nrcpt=1 (queue active)'),
    line(i, 'smtp', id, ': to=<u', String(i), QUOTES, '@example.net>, relay=mx[192.0.2.9]:25,' +
      ' delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ', TAG, UNSEEN, CONTROL, ')'),
    line(i, 'qmgr', id, ': removed'),
  ];
}

function refusal(i) {
  const to = `v${i}@d${i % 9}.example`;

  return line(1000 + i, 'smtpd', 'NOQUEUE: reject: RCPT from unknown[10.0.0.66]: 554 5.7.1 <', to,
    '>: Relay access denied; from=<', QUOTES, '@x.example> to=<', to, '> proto=ESMTP helo=<', TAG,
    UNSEEN, BROKEN, '>');
}

const folder = process.argv[2];
const file = path.join(folder, NAME);
const lines = [];

for (let i = 0; i < 600; i++)
  lines.push(...mail(i));
for (let i = 0; i < 90; i++)
  lines.push(refusal(i));
lines.push(line(2000, 'smtpd', '4A1: client=', TAG, '[10.0.0.7]'));
lines.push(Buffer.concat([Buffer.from(TAG), BROKEN, Buffer.from('\n')]));
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(file, Buffer.concat(lines));
console.log(file);
