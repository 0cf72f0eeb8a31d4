/* From a number to its lines: within a minute, with and without the script. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

const box = (page) => page.locator('.account', { hasText: 'p.novak' });
const novak = (page) => page.locator('.finding:has(> h5:text("Flat party on Friday"))');

test('every link within the page leads somewhere, and no id is given twice', async () => {
  for (const report of ['campus', 'college', 'days', 'restricted', 'hostile']) {
    const page = await open(report);
    const wrong = await page.evaluate(() => {
      const ids = Array.from(document.querySelectorAll('[id]'), (e) => e.id);
      const lost = Array.from(document.querySelectorAll('a'), (a) => a.getAttribute('href'))
        .filter((href) => !href.startsWith('#') || !document.getElementById(href.slice(1)));

      return lost.concat(ids.filter((id, i) => ids.indexOf(id) !== i));
    });
    assert.deepEqual(wrong, [], report);
  }
});

test('account to reason, counter-evidence and raw line: two clicks', async () => {
  const page = await open('campus');

  await page.locator('#glance tr', { hasText: 'p.novak' }).getByRole('link').click();
  const sides = box(page).locator('> .sides').first().locator('> div');
  assert.match(await sides.nth(0).textContent(), /^\s*Why\s.*650 different recipients/s);
  assert.match(await sides.nth(1).textContent(),
    /^\s*What speaks against it\s.*Announcements were looked/s);
  await sides.nth(0).getByRole('link', { name: '650' }).first().click();
  const code = novak(page).locator('.target code').first();
  assert.ok(await code.isVisible());
  assert.match(await code.textContent(), /to=<friend/);
});

/* Whoever knows nothing of the page: from a name to a line of the log, and back to what it means. */
for (const javaScriptEnabled of [true, false])
  test(`a number leads to a line that says so, script ${javaScriptEnabled ? 'on' : 'off'}`,
    async () => {
      const page = await open('college', { javaScriptEnabled });
      const why = page.locator('.account[data-account="k.moreno"] > .sides').first();

      await page.locator('#glance tr', { hasText: 'k.moreno' }).getByRole('link').click();
      for (const [sentence, words] of [
        ['organisations refused', /status=bounced .*(spam|unsolicited|content)/i],
        ['taken for spam', /rspamd/],
      ]) {
        await why.locator('li', { hasText: sentence }).first().locator('a[href$="-outcome"]').first()
          .click();
        const id = new URL(page.url()).hash.slice(1);
        const code = page.locator(`[id="${id}"] code`).first();
        assert.ok(await code.isVisible());
        assert.match(await code.textContent(), words);
      }
    });

test('an account is one screen, and so is a finding', async () => {
  const page = await open('campus');

  await page.locator('#glance tr', { hasText: 'p.novak' }).getByRole('link').click();
  const { height } = await box(page).boundingBox();
  assert.ok(height < 1100, `the account has ${height} pixels`);
  await box(page).locator('.record > summary', { hasText: 'Flat party' }).click();
  const one = await novak(page).boundingBox();
  assert.ok(one.height < 800, `the finding has ${one.height} pixels`);
});

test('numbers in a sentence lead to lines, limits of the policy do not', async () => {
  const page = await open('campus');
  const why = box(page).locator('> .sides').first().locator('li').first();

  assert.match(await why.textContent(), /650 different recipients in 650 messages .* 500 is large/);
  assert.deepEqual(await why.getByRole('link').allTextContents(), ['650', '650', 'Mass mailing']);
});

test('each number leads to rows that carry it', async () => {
  const page = await open('campus');
  const finding = novak(page);
  await box(page).locator('.record > summary', { hasText: 'Flat party' }).click();
  const links = finding.locator('.numbers a');

  assert.ok(await links.count() >= 5);
  for (const [name, words] of [['Size', /size=\d+/], ['Recipients', /to=<friend/]]) {
    await finding.locator('.numbers li', { hasText: name }).first().getByRole('link').click();
    const group = page.locator('dl.target');
    assert.equal(await group.count(), 1);
    assert.match(await group.locator('code').first().textContent(), words);
    assert.ok(await group.locator('dt').isVisible());
    assert.ok(await group.locator('dt').evaluate((dt) => {
      const { top } = dt.getBoundingClientRect();
      return top >= -1 && top < innerHeight;
    }), 'scrolled to');
  }
});

test('limits of the policy are told from what was measured', async () => {
  const finding = novak(await open('campus'));

  assert.match(await finding.textContent(), /Limits of the policy: 100 recipients .* hour/);
  assert.deepEqual((await finding.locator('.numbers li').allTextContents()).map((text) => text.replace(/ [\d\s]+(bytes)?$/, '')),
    ['Size', 'Recipients', 'Messages', 'Largest message', 'Recipients outside']);
});

test('a link keeps the filter in the address, and back undoes it', async () => {
  const page = await open('campus', { hash: '#account=novak' });

  await box(page).locator('.record > summary', { hasText: 'Flat party' }).click();
  await novak(page).getByRole('link', { name: 'its lines' }).click();
  assert.match(page.url(), /#account=novak&at=F-[0-9a-f]{16}-lines$/);
  await page.goBack();
  assert.match(page.url(), /#account=novak$/);
  assert.equal(await page.locator('.target').count(), 0);
});

test('a link to what is filtered out drops the filter', async () => {
  const page = await open('campus', { hash: '#account=novak' });

  const meyer = await page.locator('#glance tr', { hasText: 'c.meyer' }).locator('a')
    .getAttribute('href');
  await page.evaluate((hash) => { location.hash = hash; }, `#account=novak&at=${meyer.slice(1)}`);
  await page.waitForSelector('.account.target');
  assert.match(await page.locator('.account.target').textContent(), /c\.meyer/);
  assert.ok(await page.locator('.account.target').isVisible());
});

test('an address opens the evidence that it names', async () => {
  const first = await open('campus');
  const id = await novak(first).getAttribute('id');
  const second = await open('campus', { hash: `#${id}-outcome` });

  assert.ok(await second.locator(`#${id}-outcome code`).first().isVisible());
});

test('an address opens a finding kept on record', async () => {
  const first = await open('campus');
  const id = await first.locator('#records .finding').first().getAttribute('id');
  const second = await open('campus', { hash: `#${id}` });

  assert.ok(await second.locator(`#${id}`).isVisible());
});

test('without scripts evidence opens by its summary', async () => {
  const page = await open('campus', { javaScriptEnabled: false });
  const finding = novak(page);

  assert.ok(!await finding.locator('.evidence code').first().isVisible());
  await box(page).locator('.record > summary', { hasText: 'Flat party' }).click();
  await finding.locator('.evidence summary').click();
  assert.ok(await finding.locator('.evidence code').first().isVisible());
});

test('each finding with a rhythm has a timeline that says what it shows', async () => {
  const page = await open('campus');
  const figures = page.locator('.finding .timeline');

  assert.ok(await figures.count() >= 11);
  const caption = await novak(page).locator('figcaption').textContent();
  assert.match(caption, /^\d+ recipients since half of the lowest limit was reached, /);
  assert.match(caption, /, one bar for 5\smin; the highest is \d+ at /);
  const { drawn, told } = await novak(page).locator('.timeline').evaluate((figure) => ({
    drawn: figure.querySelector('.bars').getAttribute('d').split('M').length - 1,
    told: figure.querySelector('svg').getAttribute('aria-label'),
  }));
  assert.ok(drawn > 30, `${drawn} bars`);
  assert.equal(told, 'Recipients over time');
  assert.ok(await page.locator('.overview .mark').count() >= 3);
});
