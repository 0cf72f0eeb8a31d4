/* On paper nothing is folded, and controls are left out. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

for (const javaScriptEnabled of [true, false])
  test(`evidence is printed, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const page = await open('campus', { javaScriptEnabled });
    const code = page.locator('.evidence code').first();

    assert.ok(!await code.isVisible());
    await page.emulateMedia({ media: 'print' });
    const { height } = await code.boundingBox();
    assert.ok(height > 10, `${height}`);
    assert.ok(!await page.locator('nav').isVisible());
    assert.ok(!await page.locator('#filter').isVisible());
  });

test('details open for printing and close after it', async () => {
  const page = await open('campus');
  const closed = () => page.locator('details:not([open])').count();
  const before = await closed();

  assert.ok(before > 10);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await closed(), 0);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await closed(), before);
});

test('a filtered report says on paper that it is filtered', async () => {
  const page = await open('campus', { hash: '#account=novak' });

  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.shown').isVisible());
  assert.match(await page.locator('.shown').textContent(), /^Shown: 2 of /);
});

test('folded rows are printed', async () => {
  const page = await open('long');
  const last = page.locator('#glance tbody tr:not([hidden])').last();

  assert.ok(!await last.isVisible());
  await page.emulateMedia({ media: 'print' });
  assert.ok(await last.isVisible());
});

test('no table is wider than a sheet', async () => {
  for (const report of ['college', 'days']) {
    const page = await open(report, { viewport: { width: 680, height: 960 } }); // A4 less its margins

    await page.emulateMedia({ media: 'print' });
    const wide = await page.locator('.scroll').evaluateAll((all) => all.filter((one) =>
      one.scrollWidth > one.clientWidth + 1).map((one) => one.getAttribute('aria-label')));

    assert.deepEqual(wide, [], report);
  }
});
