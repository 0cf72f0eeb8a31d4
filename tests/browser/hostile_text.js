/* Log text appears as text, wherever it stands: the real program on a log that attacks it. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open, takeComplaints } = require('./browser');

const ELEMENTS = new Set(('html head meta title style body a header h1 h2 h3 h4 h5 h6 p br nav ' +
  'main section div span b strong small em code time ul li dl dt dd details summary table caption thead ' +
  'tbody tr th td article figure figcaption svg path desc form label input select option button textarea pre ol ' +
  'footer script').split(' '));

const UNSEEN = '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\ufeff]';

test('no element and no attribute comes from the log', async () => {
  const page = await open('hostile');
  const found = await page.evaluate(() => ({
    hit: window.hit,
    names: Array.from(new Set(Array.from(document.querySelectorAll('*'), (e) => e.localName))),
    scripts: document.scripts.length,
    attributes: Array.from(document.querySelectorAll('*')).flatMap((e) =>
      e.getAttributeNames().filter((name) => /^(on|style|src|srcdoc|background)/.test(name))),
    inCode: document.querySelectorAll(':is(code, pre, textarea) *').length,
  }));

  assert.equal(found.hit, undefined);
  assert.equal(found.scripts, 1);
  assert.deepEqual(found.attributes, []);
  assert.equal(found.inCode, 0);
  assert.deepEqual(found.names.filter((name) => !ELEMENTS.has(name)), []);
});

test('what it tried is read as it was written', async () => {
  const page = await open('hostile');
  const text = await page.evaluate(() => document.body.textContent);

  for (const part of ['<script>window.hit=1</script>', '<img src=x onerror=window.hit=1>"\'&amp;',
    '<script>hit=1<&"\'>.log', 'helo=<<script>', '&lt;&#0;onload=x'])
    assert.ok(text.includes(part), part);
  for (const part of ['[U+202E]', '[U+200B]', '[U+2066]', '[U+001B][31mred[U+0007]', '[U+0000]',
    '\ufffd'])
    assert.ok(text.includes(part), part);
});

test('no character turns the reading direction or hides', async () => {
  const page = await open('hostile');
  const found = await page.evaluate((pattern) => {
    const everywhere = document.documentElement.textContent +
      Array.from(document.querySelectorAll('*')).map((e) =>
        e.getAttributeNames().map((name) => e.getAttribute(name)).join('')).join('');

    return everywhere.match(new RegExp(pattern, 'g'));
  }, UNSEEN);

  assert.equal(found, null);
});

test('a hostile account can be filtered by and passed on', async () => {
  const page = await open('hostile');

  await page.locator('#filter > summary').click();
  await page.getByLabel('Account, person').fill('<script>window.hit');
  assert.equal(await page.locator('#glance tbody tr:visible').count(), 1);
  const second = await open('hostile', { hash: new URL(page.url()).hash });
  assert.equal(await second.locator('#glance tbody tr:visible').count(), 1);
  assert.equal(await second.evaluate(() => window.hit), undefined);
});

test('the policy allows no markup from text and no other script', async () => {
  const page = await open('campus');
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');

  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
  assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
  assert.equal(await page.evaluate(() => {
    try {
      document.body.innerHTML = '<b>x</b>';
      return 'written';
    } catch (e) {
      return e.name;
    }
  }), 'TypeError');
  assert.match(takeComplaints().join(), /TrustedHTML.*blocked/);
});
