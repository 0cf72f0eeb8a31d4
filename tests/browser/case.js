/* An account's case: what to do, how to take it back, what to write, and how to keep it. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { open } = require('./browser');

const box = (page, account) => page.locator(`.account[data-account="${account}"]`);
const unfold = (page, account, what) =>
  box(page, account).locator('details > summary', { hasText: what }).click();

async function draft(page, account, to) {
  await unfold(page, account, 'Messages to send');
  return box(page, account).getByLabel(to).textContent();
}

test('its parts stand in the order of a decision', async () => {
  const page = await open('days');
  const parts = await box(page, 'c.meyer').locator('h5, > details > summary').allTextContents();

  const text = parts.join('\n');
  let last = -1;

  for (const part of ['Do now', 'Why', 'What speaks against it', 'What happened when',
    'Own history and peers', 'Scope and harm', 'Sum of the evidence', 'Messages to send',
    'Decision record']) {
    assert.ok(text.indexOf(part, last + 1) > last, part);
    last = text.indexOf(part, last + 1);
  }
});

test('what to do is a command with its undo', async () => {
  const page = await open('college');
  const steps = box(page, 'a.blum').locator('.steps > li');

  const postfix = steps.filter({ hasText: 'mail, postfix:' });

  assert.match(await postfix.textContent(), /Login a\.blum .*its mail still arrives/s);
  assert.match(await steps.last().textContent(), /^Nothing of what was found is left/);
  const [command, undo] = await postfix.locator('pre').allTextContents();
  assert.equal(command, "printf '%s REJECT Sending is suspended, please call the help desk\\n' " +
    "'a.blum' | postmap -i -r hash:/etc/postfix/suspended_logins");
  assert.equal(undo, "postmap -d 'a.blum' hash:/etc/postfix/suspended_logins");
});

test('a command is copied by its button', async () => {
  const page = await open('college');
  const button = box(page, 'a.blum').locator('.copy').first();

  await button.press('Enter');
  assert.match(await button.textContent(), /^(Copied|Marked: Ctrl\+C)$/);
  assert.match(await page.evaluate(() => String(getSelection())), /^printf '%s\\n' 'a\.blum'/);
});

test('what speaks against it is said once, however many findings looked for it', async () => {
  const page = await open('college');
  const texts = await box(page, 'a.blum').locator('> .sides').first().locator('> div').nth(1)
    .locator('li').allTextContents();

  assert.ok(texts.length >= 5);
  assert.equal(new Set(texts).size, texts.length);
});

test('all that happened stands in the order of time', async () => {
  const page = await open('college');

  for (const account of ['a.blum', 'v.stone']) {
    const times = await box(page, account).locator(':is(.record > summary, .moment) .stamp')
      .allTextContents();
    assert.ok(times.length >= 3);
    assert.deepEqual(times, times.slice().sort());
  }
  assert.ok(await box(page, 'v.stone').locator('.moment', { hasText: 'A complaint came in' })
    .count() >= 3);
});

test('own history is drawn, and said', async () => {
  const page = await open('days');
  const figure = box(page, 'c.meyer').locator('figure', { hasText: 'Recipients a day' });

  assert.ok(await figure.locator('.bars').count() >= 2);
  assert.match(await figure.textContent(), /On 1 day with mail among the 56 before: median 28/);
});

test('a campaign leads to the others of it', async () => {
  const page = await open('college');
  const others = box(page, 'c.olsen').locator('.scope p', { hasText: 'In the same campaign' });

  assert.deepEqual(await others.getByRole('link').allTextContents(),
    ['c.ngata', 'c.perez', 'c.quinn']);
});

test('the user is told what was seen and done, without blame, limits or links', async () => {
  const page = await open('college');
  const text = await draft(page, 'a.blum', 'To the user');

  assert.match(text, /^Subject: About mail of your account a\.blum\n\nDear Ada Blum,\n/);
  assert.match(text, /We have stopped outgoing mail\. Incoming mail is not affected\./);
  assert.match(text, /\+1 555 0140/);
  assert.match(text, /Reference: F-[0-9a-f]{16}\n/);
  assert.doesNotMatch(text, /https?:|www\.|limit|threshold|abuse|offen[cs]e|violat|canar|planted/i);
  assert.doesNotMatch(text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d|\+1 555 0140|F-[0-9a-f]+/g, ''), /\d/);
});

test('drafts to the outside name no account', async () => {
  const page = await open('college');

  await unfold(page, 'v.stone', 'Messages to send');
  const complainant = await box(page, 'v.stone').getByLabel('To whoever complained').textContent();
  assert.match(complainant, /Thank you for telling us/);
  const provider = await draft(page, 'a.blum', 'To the provider');
  assert.match(provider, /between 2026-04-24 07:00 and 2026-04-24 12:18 UTC/i);
  for (const text of [complainant, provider])
    assert.doesNotMatch(text, /stone|blum/i);
  assert.equal(await box(page, 'a.blum').getByLabel('To whoever complained').count(), 0);
});

test('drafts can be changed, and what stands there is copied', async () => {
  const page = await open('college');
  const field = box(page, 'z.lost').getByLabel('To the help desk');

  await unfold(page, 'z.lost', 'Messages to send');
  await field.fill('changed');
  await box(page, 'z.lost').locator('.drafts .copy').nth(1).click();
  assert.equal(await page.evaluate(() => String(getSelection())), 'changed');
});

test('a decision is written down by a command that is ready', async () => {
  const page = await open('days');

  await unfold(page, 'c.meyer', 'Decision record');
  const [confirmed, benign] = await box(page, 'c.meyer').locator('.decide pre').allTextContents();
  assert.match(confirmed, /^mailproctor case decide '.*days\.state' F-[0-9a-f]{16} --verdict confirmed --action hold_mailing --by 'YOUR NAME' --reason 'WHY'\n$/);
  assert.match(benign, /--verdict benign --by/);
  const college = await open('college');
  await unfold(college, 'z.lost', 'Decision record');
  assert.match(await box(college, 'z.lost').locator('.decide').textContent(), /Without a state/);
});

test('what was decided is told with the finding', async () => {
  const page = await open('days');

  assert.match(await box(page, 'p.novak').textContent(), /benign on 2026-03-04: a <b>call<\/b>/);
});

test('without scripts a case is whole', async () => {
  const page = await open('college', { javaScriptEnabled: false });

  await page.locator('#glance tr', { hasText: 'a.blum' }).getByRole('link').click();
  assert.ok(await box(page, 'a.blum').locator('pre').first().isVisible());
  assert.match(await draft(page, 'a.blum', 'To the user'), /Dear Ada Blum/);
  await box(page, 'a.blum').locator('.reasons a', { hasText: '177' }).first().click();
  assert.match(page.url(), /#F-[0-9a-f]{16}-\w+$/);
});
