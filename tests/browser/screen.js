/* The first screen: who needs what now, and what else there is to know. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

for (const javaScriptEnabled of [true, false])
  test(`each account has one row, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const page = await open('college', { javaScriptEnabled });
    const names = await page.locator(':is(#glance, #notices) tbody th a').allTextContents();

    assert.equal(new Set(names).size, names.length);
    const notes = await page.locator('#notices tbody tr').count();

    assert.ok(notes > 0);
    assert.match(await page.locator('#decisions > p').first().textContent(), new RegExp(
      `^${names.length - notes} accounts need a decision: Disable account 1, Disable sending 5, .*` +
      `; ${notes} gets? a note\\.$`));
    assert.equal(names[0], 'z.lost');
  });

test('a row tells action, certainty, reasons, whether it goes on, and when it began', async () => {
  const page = await open('college');
  const cells = await page.locator('#glance tr', { hasText: 'a.blum' }).locator('th, td')
    .allTextContents();

  assert.deepEqual(cells.slice(0, 2).concat(cells.slice(3)).map((text) =>
    text.trim().replace(/\s+/g, ' ')), [
    'Disable sending', 'a.blumAda Blum, student, biology', 'strong 3 of 4 abuse: more than 99 %',
    'over', '2026-04-24 09:00',
  ]);
  assert.match(cells[2], /^[^;]+; [^;]+; [^;]+; \d+ more$/);
});

test('the first rows are on the first screen, at a desk and on a phone', async () => {
  for (const [width, height, least] of [[1280, 900, 6], [390, 844, 1]]) {
    const page = await open('college', { viewport: { width, height } });
    const seen = await page.locator('#glance tbody tr').evaluateAll((all, bottom) =>
      all.filter((row) => row.getBoundingClientRect().bottom <= bottom).length, height);

    assert.ok(seen >= least, `${seen} rows at ${width}`);
  }
});

test('the contents count what stands below', async () => {
  const page = await open('college');
  const counts = Object.fromEntries(await page.locator('nav a:has(b)').evaluateAll((all) =>
    all.map((a) => [a.hash.slice(1), Number(a.querySelector('b').textContent)])));

  assert.equal(counts.decisions, await page.locator('#glance tbody tr').count());
  assert.equal(counts.notices, await page.locator('#notices tbody tr').count());
  assert.equal(counts.operator, await page.locator('#operator .finding').count());
  assert.equal(counts.notes, await page.locator('#notes li').count());
  assert.equal(counts.incidents, await page.locator('#incidents li').count());
  assert.equal(counts.complaints, 9);
});

test('mailings to hold tell what is left of them', async () => {
  const page = await open('campus');
  const row = page.locator('#mailings tr', { hasText: 'Flat party on Friday' });

  assert.match(await row.textContent(), /p\.novak650.*nothing is left to hold$/);
  await row.getByRole('link').click();
  assert.ok(await page.locator('.finding.target').isVisible());
});

test('what changed since the run before is told', async () => {
  const page = await open('days');

  assert.match(await page.locator('#changes').textContent(),
    /Since the run before: 7 new, 9 going on, 1 came back, 2 decided before, 10 no longer seen\./);
});

test('who was hurt by what was refused to everybody is named', async () => {
  const page = await open('college');

  assert.match(await page.locator('#incidents').textContent(),
    /bigmail\.example refused .*\.Hurt by it: a\.blum \(18\), s\.weiss \(6\)/s);
});

test('harassment is in a file of its own', async () => {
  const page = await open('college');
  const own = await open('restricted');
  const ids = await own.locator('.finding').evaluateAll((all) => all.map((one) => one.id));

  assert.ok(ids.length >= 5);
  const text = await page.content();
  for (const id of ids)
    assert.ok(!text.includes(id), id);
  assert.match(await page.locator('#restricted').textContent(), /5 matters for the case handler/);
});
