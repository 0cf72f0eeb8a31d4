/* For everybody: axe, structure, keyboard, narrow screens. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { open } = require('./browser');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));

  assert.ok(result.passes.length > 20, 'axe looked at the page');
  return result.violations.map((v) => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`);
}

async function unfoldAll(page) {
  await page.locator('details').evaluateAll((all) => all.forEach((details) => {
    details.open = true;
  }));
}

/* Each report, colour and width with each other at least once. */
for (const [report, colorScheme, width] of [
  ['college', 'light', 1280], ['college', 'dark', 390], ['hostile', 'dark', 1280],
  ['hostile', 'light', 390], ['days', 'light', 390], ['restricted', 'light', 1280],
])
  test(`axe finds nothing: ${report}, ${colorScheme}, ${width} wide`, async () => {
    const page = await open(report, { colorScheme, viewport: { width, height: 900 } });

    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Account, person').evaluate((field) => {
      field.value = 'n';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await unfoldAll(page);
    assert.deepEqual(await violations(page), []);
  });

test('headings descend by one level at most', async () => {
  const page = await open('college');
  const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll(
    (all) => all.map((h) => Number(h.localName[1])));

  assert.equal(levels.filter((level) => level === 1).length, 1);
  levels.reduce((last, level) => {
    assert.ok(level <= last + 1, `h${level} behind h${last}`);
    return level;
  }, 0);
});

test('sections stand in the order of urgency', async () => {
  const page = await open('campus');
  const ids = await page.locator('main > section').evaluateAll((all) => all.map((s) => s.id));
  const groups = await page.locator('.group').evaluateAll((all) => all.map((g) => g.id));

  assert.deepEqual(ids, ('decisions mailings notices operator notes cases records accounts ' +
    'networks sums run').split(' '));
  assert.deepEqual(groups, ['hold_mailing', 'contact', 'notify']);
});

for (const report of ['college', 'days', 'hostile'])
  test(`no sideways scrolling on a phone: ${report}`, async () => {
    const page = await open(report, { viewport: { width: 390, height: 844 } });

    await unfoldAll(page);
    const { inner, scroll } = await page.evaluate(() => ({
      inner: innerWidth, scroll: document.documentElement.scrollWidth,
    }));
    assert.equal(inner, 390);
    assert.ok(scroll <= inner, `${scroll} of ${inner}`);
  });

test('a phone shows the first account that needs a decision', async () => {
  const page = await open('college', { viewport: { width: 390, height: 844 } });
  const box = await page.locator('#glance tbody tr').first().boundingBox();

  assert.ok(box.y + box.height < 844, `${box.y}`);
});

test('the first stop of the keyboard skips to the findings', async () => {
  const page = await open('campus');

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
});
