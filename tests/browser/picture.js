/* docs/report.png: the top of the sample's report, as README.md shows it. */
'use strict';
const path = require('node:path');
const fs = require('node:fs');
const browser = require('./browser');

async function take() {
  const file = path.resolve(__dirname, '../../docs/report.png');

  await browser.start();
  const page = await browser.open('campus', {
    viewport: { width: 1200, height: 1010 }, colorScheme: 'light',
  });

  await page.screenshot({ path: file });
  await browser.closeAll();
  await browser.stop();
  console.log(`docs/report.png: ${fs.statSync(file).size} bytes`);
}

take();
