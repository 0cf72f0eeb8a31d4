/* What an account comes to stands above its findings, and its sum can be added up by hand. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

const box = (page, account) => page.locator('.account', { hasText: account }).first();
const number = (text) => Math.round(Number(text) * 1000);

test('the action of an account is read before any of its findings', async () => {
  const page = await open('campus');
  const boxes = page.locator('.account');

  assert.equal(await boxes.count(), 20);
  assert.match(await box(page, 'p.novak').locator('h4').first().textContent(),
    /^p\.novak: Hold mailing proved 4\sof\s4$/);
  for (const one of await boxes.all()) {
    const first = await one.evaluate((e) => e.firstElementChild.localName);
    assert.match(first, /^h[34]$/);
    assert.ok(await one.locator('.finding').count() >= 1);
  }
});

test('a sum that asks for something tells the chance of abuse', async () => {
  const page = await open('college');

  assert.match(await box(page, 'a.blum').locator('h4').first().textContent(),
    /^a\.blum: Disable sending strong 3\sof\s4 abuse: more than 99 %$/);
});

test('the sum is the sum of its table', async () => {
  const page = await open('campus');
  const tables = await page.locator('.sum table').evaluateAll((all) => all.map((table) =>
    Array.from(table.tBodies[0].rows, (row) => row.cells[row.cells.length - 1].textContent)));

  assert.ok(tables.length >= 4, `${tables.length}`);
  for (const counts of tables) {
    const total = number(counts.pop());
    assert.equal(counts.map(number).reduce((a, b) => a + b, 0), total);
  }
});

test('the sum is folded until it is asked for, and says what volume may count', async () => {
  const page = await open('campus');
  const sum = box(page, 'p.novak').locator('.sum', { hasText: 'Sum of the evidence' });

  assert.ok(!await sum.locator('table').isVisible());
  await sum.locator('summary').click();
  assert.ok(await sum.locator('table').isVisible());
  assert.match(await sum.textContent(), /The sum recommends Record, the strongest finding by itself Hold/);
  const how = await page.locator('#decisions details', { hasText: 'How to read' }).textContent();
  assert.match(how,
    /The site has shown \d+ days of accounts without a finding: volume counts at most 1\.\d+\./);
  assert.match(how, /A sum recommends: contact from 4, hold or throttle from 5/);
});

test('every finding tells what it brings to the sum', async () => {
  const page = await open('campus');

  for (const text of await page.locator('.finding .ruling').allTextContents())
    assert.match(text, /^By itself: [\w ]+ (proved|likely|strong|hint), weight [\d.]+, in the account's sum [\d.]+/);
});

test('what is wrong with the data is named as the policy names it', async () => {
  const page = await open('hostile');
  const notes = page.locator('#notes li');

  assert.match(await notes.filter({ hasText: 'No directory' }).textContent(),
    /no_directory: no sum disables anybody as long as nothing explains it/);
  assert.match(await notes.filter({ hasText: 'header From' }).last().textContent(),
    /no_header_from$/);
});
