/* Pictures for README.md and docs/guide.md, of the samples' reports. */
'use strict';
const path = require('node:path');
const fs = require('node:fs');
const browser = require('./browser');

const PICTURES = {
  report: { width: 1200, height: 1010, report: 'college' },
  'guide-decisions': { width: 1200, height: 840, report: 'college' },
  'guide-finding': { width: 1000, height: 820, report: 'college', account: 'a.blum' },
  'guide-phone': { width: 390, height: 844, report: 'college' },
};

async function take(name, { width, height, report, account }) {
  const file = path.resolve(__dirname, '../../docs', name + '.png');
  const page = await browser.open(report, { viewport: { width, height }, colorScheme: 'light' });

  if (account) {
    await page.locator('tr[data-of] th a', { hasText: account }).click();
    await page.evaluate(() => document.activeElement.blur());
  }
  await page.screenshot({ path: file });
  console.log(`docs/${name}.png: ${fs.statSync(file).size} bytes`);
}

async function takeAll() {
  await browser.start();
  for (const [name, what] of Object.entries(PICTURES))
    await take(name, what);
  await browser.closeAll();
  await browser.stop();
}

takeAll();
