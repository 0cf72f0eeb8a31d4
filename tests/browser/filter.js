/* What is shown, what is said about it, and that an address brings it back. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const http = require('node:http');
const { open, REPORTS } = require('./browser');

const rows = (page) => page.locator(':is(#glance, #notices) tbody tr:visible').count();
const boxes = (page) => page.locator('.group .account:visible').count();
/* The fields are folded away until somebody wants them. */
const unfold = (page) => page.locator('#filter > summary').click();
const status = (page) => page.locator('.shown').textContent();

test('filter by account hides the others and says how many', async () => {
  const page = await open('campus');
  const all = await page.locator('.finding').count();

  assert.equal(await status(page), `Shown: all ${all} findings.`);
  await unfold(page);
  await page.getByLabel('Account, person').fill('NOVAK');
  assert.equal(await rows(page), 1);
  assert.equal(await boxes(page), 1);
  assert.match(await status(page),
    new RegExp(`^Shown: 2 of ${all} findings, ${all - 2} hidden; 1 of \\d+ `));
  assert.equal(await page.locator('.account:visible').count(), 1, 'no heading without a finding');
  assert.equal(await page.locator('#senders tbody tr:visible').count(), 1);
  assert.match(await page.locator('#contact .withheld').textContent(),
    /^\d+ findings? here .* hidden/);
});

test('filter finds people by name as well as by login', async () => {
  const page = await open('campus');

  await unfold(page);
  await page.getByLabel('Account, person').fill('petr');
  assert.equal(await page.locator('#glance tbody tr:visible th a').textContent(), 'p.novak');
});

test('filter by action, clause, department and date', async () => {
  const page = await open('campus');
  const choose = (name, value) => page.getByRole('combobox', { name }).selectOption(value);

  await unfold(page);
  await choose('Action', 'hold_mailing');
  assert.equal(await rows(page), 2);
  await choose('Action', '');
  await choose('Policy', 'relaying');
  assert.equal(await rows(page), 1);
  assert.equal(await page.locator('#operator .account:visible').count(), 1);
  await choose('Policy', '');
  await choose('Department', 'press office');
  assert.deepEqual(await page.locator(':is(#glance, #notices) tbody tr:visible th a')
    .allTextContents(), ['l.brandt', 'campus-news']);
  const senders = await page.locator('#senders tbody tr:visible td:nth-child(2)').allTextContents();
  assert.ok(senders.length >= 2 && senders.every((text) => text.endsWith('press office')));
  await choose('Department', '');
  await page.getByLabel('From', { exact: true }).fill('2026-03-03');
  const late = await rows(page);
  await page.getByLabel('From', { exact: true }).fill('');
  await page.getByLabel('To', { exact: true }).fill('2026-03-02');
  const early = await rows(page);
  assert.ok(late > 0 && late < 10 && early > 0 && early < 10, `${early} and ${late}`);
});

test('filter by what became of it over the nights', async () => {
  const page = await open('days');
  const shown = async (state) => {
    await page.getByLabel('State').selectOption(state);
    return Number((await status(page)).match(/^Shown: (\d+) of 19 /)[1]);
  };

  await unfold(page);
  const counts = {};
  for (const state of ['new', 'going_on', 'came_back', 'closed'])
    counts[state] = await shown(state);
  assert.deepEqual(counts, { new: 7, going_on: 9, came_back: 1, closed: 2 });
  assert.match(page.url(), /#state=closed$/);
  assert.equal(await page.locator('.account:visible').getAttribute('data-account'), 'p.novak');
});

test('filter of nothing shows nothing and says so', async () => {
  const page = await open('campus');

  await unfold(page);
  await page.getByLabel('Account, person').fill('nobody at all');
  assert.equal(await rows(page) + await boxes(page), 0);
  assert.match(await status(page), /^Shown: 0 of /);
});

test('reset shows everything and clears the address', async () => {
  const page = await open('campus', { hash: '#account=novak&action=hold_mailing' });

  assert.equal(await rows(page), 1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.waitForFunction(() => !location.hash);
  assert.equal(await rows(page), 10);
});

test('an address carries the view to somebody else', async () => {
  const first = await open('campus');

  await unfold(first);
  await first.getByLabel('Account, person').fill('n');
  await first.getByLabel('Policy').selectOption('mass_mailing');
  await first.locator('#glance thead button', { hasText: 'Account' }).click();
  await first.locator('#glance thead button', { hasText: 'Account' }).click();
  const hash = new URL(first.url()).hash;
  const second = await open('campus', { hash });

  assert.match(hash, /account=n/);
  assert.equal(await second.getByLabel('Account, person').inputValue(), 'n');
  assert.equal(await status(second), await status(first));
  assert.deepEqual(await second.locator('#glance tbody th:visible').allTextContents(),
    await first.locator('#glance tbody th:visible').allTextContents());
});

test('an address with nonsense shows everything', async () => {
  const hash = '#action=%FF&clause=<script>&from=x&glance=99&senders=NaN&at=%';
  const page = await open('campus', { hash });

  assert.equal(await rows(page), 10);
});

test('a broken escape in an address does no harm', async () => {
  assert.equal(await rows(await open('campus', { hash: '#%E0%A4%A' })), 10);
});

test('it works over http', async () => {
  const server = http.createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(fs.readFileSync(REPORTS.campus));
  });

  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = `http://127.0.0.1:${server.address().port}/index.html`;
  const page = await open('campus', { address, hash: '#account=novak' });

  assert.equal(await rows(page), 1);
  await page.getByLabel('Account, person').fill('');
  assert.equal(page.url(), address);
  await page.context().close();
  server.close();
});

test('without scripts the report is whole and shows no controls', async () => {
  const page = await open('campus', { javaScriptEnabled: false });

  assert.equal(await rows(page), 10);
  assert.equal(await page.locator('#senders tbody tr:visible').count(),
    await page.locator('#senders tbody tr').count());
  assert.equal(await page.locator(':is(button, input, select, textarea):visible').count(), 0);
});
