/* 2,000 findings and 50,000 accounts: opens fast, cut where the page says so. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { open, REPORTS } = require('./browser');

function measured(page) {
  return page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const loaded = performance.getEntriesByType('navigation')[0];
    const field = document.querySelector('[name=account]');
    const start = performance.now();

    field.value = 'user77';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return {
      paint: Math.round(paint.startTime), loaded: Math.round(loaded.loadEventEnd),
      filtered: Math.round(performance.now() - start),
    };
  });
}

/* What the page's thread had to work for until then; how long that took is the machine's matter. */
async function worked(page) {
  const session = await page.context().newCDPSession(page);

  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.reload();
  const { metrics } = await session.send('Performance.getMetrics');

  return Math.round(1000 * metrics.find((one) => one.name === 'TaskDuration').value);
}

/* The best of five: other work on the machine only ever makes it slower. */
test('first paint comes within a second', async (t) => {
  let best = { paint: Infinity, loaded: Infinity, filtered: Infinity };

  for (let i = 0; i < 5; i++) {
    const one = await measured(await open('big'));

    t.diagnostic(`big: load event after ${one.loaded} ms`);
    for (const name of Object.keys(best))
      best[name] = Math.min(best[name], one[name]);
  }
  t.diagnostic(`big: ${await worked(await open('big'))} ms of processor time to load`);
  t.diagnostic(`big: first paint ${best.paint} ms, loaded ${best.loaded} ms, ` +
    `filtered in ${best.filtered} ms`);
  assert.ok(best.paint < 1000, `${best.paint} ms`);
  assert.ok(best.filtered < 1000, `${best.filtered} ms`);
});

/* What opening costs, whatever else the machine does: elements and bytes. */
test('a page of 2,000 findings is small enough to open at once', async (t) => {
  const page = await open('big');
  const { elements, findings, without } = await page.evaluate(() => ({
    elements: document.getElementsByTagName('*').length,
    findings: document.querySelectorAll('.finding').length,
    without: document.querySelectorAll('.finding:not(:has(.evidence code))').length,
  }));
  const bytes = fs.statSync(REPORTS.big).size;

  t.diagnostic(`big: ${bytes} bytes, ${elements} elements`);
  assert.equal(findings, 2000);
  assert.equal(without, 0, 'each quotes a line');
  assert.ok(elements < 160000, `${elements} elements`);
  assert.ok(bytes < 9000000, `${bytes} bytes`);
});

test('behind the first hundred a case is short, and has what a decision needs', async () => {
  const page = await open('big');
  const cases = page.locator('.group .account');

  assert.equal(await cases.nth(99).locator('.timeline').count(), 1);
  const short = cases.nth(100);
  assert.equal(await short.locator('.timeline, .decide').count(), 0);
  assert.match(await short.locator('.now').textContent(), /^Do now: /);
  assert.deepEqual(await short.locator('.sides li').allTextContents().then((all) => all.length), 2);
  assert.match(await short.locator('.id').textContent(), /mailproctor explain F-[0-9a-f]{16} FOLDER/);
  for (const link of await short.locator('.sides a').all()) {
    const id = (await link.getAttribute('href')).slice(1);
    assert.equal(await page.locator(`[id="${id}"]`).count(), 1, id);
  }
  const draft = short.getByRole('link', { name: 'To the user' });
  const id = (await draft.getAttribute('href')).slice(1);
  await draft.click();
  const text = page.locator(`[id="${id}"] + pre`);
  assert.ok(await text.isVisible());
  assert.match(await text.textContent(), /Dear [^]*Reference: \[REFERENCE\]/);
});

test('long tables show the first rows, and all when asked', async () => {
  const page = await open('long');
  const visible = page.locator('#senders tbody tr:visible');
  const all = await page.locator('#senders tbody tr').count();

  assert.ok(all > 500);
  assert.equal(await visible.count(), 50);
  await page.locator('#accounts').getByRole('button', { name: `Show all ${all} rows` })
    .press('Enter');
  assert.equal(await visible.count(), all);
});

test('what is cut is told', async () => {
  const page = await open('long');
  const text = await page.locator('#accounts > p').last().textContent();
  const [, all, more] = text.match(
    /^(\d+) accounts in all, (\d+) more in accounts\.csv\. /);

  assert.equal(Number(all), 2000);
  assert.equal(await page.locator('#senders tbody tr').count() + Number(more), 2000);
});
