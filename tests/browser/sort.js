/* Tables sort by their headings: with the mouse and with the keyboard, by value, stably. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

const column = (page, table, n) =>
  page.locator(`#${table} tbody tr > :nth-child(${n})`).allTextContents();
const head = (page, table, name) => page.locator(`#${table} thead th`, { hasText: name });
/* By keyboard: what is above a table far down may still be finding its height. */
const press = (th) => th.getByRole('button').press('Enter');
const numbers = (texts) => texts.map((text) => Number(text.replace(/[^\d.-]/g, '')));

test('numbers fall first, then rise, then stand as reported', async () => {
  const page = await open('campus');
  const reported = await column(page, 'senders', 1);
  const th = head(page, 'senders', 'Bounced');
  const values = async () => numbers(await column(page, 'senders', 7));

  await press(th);
  assert.equal(await th.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await values(), (await values()).sort((a, b) => b - a));
  await press(th);
  assert.equal(await th.getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(await values(), (await values()).sort((a, b) => a - b));
  await press(th);
  assert.equal(await th.getAttribute('aria-sort'), null);
  assert.deepEqual(await column(page, 'senders', 1), reported);
});

test('thousands with blanks between digits are numbers', async () => {
  const page = await open('long');

  await press(head(page, 'senders', 'Recipients'));
  const values = numbers(await column(page, 'senders', 4));
  assert.ok(values[0] > 99000 && values.length >= 500, `${values[0]}`);
  assert.deepEqual(values, values.slice().sort((a, b) => b - a));
});

test('actions sort by their weight, not by their name', async () => {
  const page = await open('campus');

  await head(page, 'glance', 'Action').getByRole('button').click();
  const actions = await column(page, 'glance', 1);
  assert.equal(actions[0], 'Contact');
  assert.equal(actions.at(-1), 'Hold mailing');
});

test('times sort by time', async () => {
  const page = await open('campus');

  await head(page, 'glance', 'Began').getByRole('button').click();
  const times = await page.locator('#glance tbody td:last-child')
    .allTextContents();
  assert.deepEqual(times, times.slice().sort());
});

test('the keyboard sorts, and the focus is seen', async () => {
  const page = await open('campus');
  const th = head(page, 'glance', 'Account');

  await th.getByRole('button').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const outline = await th.getByRole('button').evaluate((e) => getComputedStyle(e).outlineStyle);
  assert.notEqual(outline, 'none');
  await page.keyboard.press('Enter');
  assert.equal(await th.getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Space');
  assert.equal(await th.getAttribute('aria-sort'), 'descending');
});

test('only one column is sorted at a time', async () => {
  const page = await open('campus', { hash: '#glance=2' });

  await head(page, 'glance', 'Certainty').getByRole('button').click();
  assert.equal(await page.locator('#glance [aria-sort]').count(), 1);
  assert.match(page.url(), /#glance=4$/);
});
