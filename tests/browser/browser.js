/*
 * One Chromium for all tests. Every page is watched: whatever it writes to the console,
 * throws, fetches or does against its own policy is a complaint, and afterEach() fails on it.
 */
'use strict';
const assert = require('node:assert/strict');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const OUT = path.resolve(__dirname, '../../build/browser');
const REPORTS = {
  campus: path.join(OUT, 'campus/index.html'),
  college: path.join(OUT, 'college/index.html'),
  days: path.join(OUT, 'days/index.html'), // the campus in two nights, with a state
  restricted: path.join(OUT, 'college/restricted/harassment.html'),
  hostile: path.join(OUT, 'hostile/report/index.html'),
  long: path.join(OUT, 'long/index.html'),
  big: path.join(OUT, 'big/index.html'),
};
const OPTIONS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--disable-lcd-text',
];

let browser = null;
let contexts = [];
let complaints = [];

async function start() {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: OPTIONS });
}

async function stop() {
  await browser.close();
}

function watch(page, address) {
  page.on('console', (message) => complaints.push('console: ' + message.text()));
  page.on('pageerror', (error) => complaints.push('error: ' + error.message));
  page.on('dialog', (dialog) => complaints.push('dialog: ' + dialog.message()));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address.split('#')[0])
      complaints.push('fetched: ' + request.url());
  });
}

function urlOf(report) {
  return pathToFileURL(REPORTS[report]).href;
}

/* options: those of a browser context, and address: other than the file's, hash: behind it */
async function open(report, options = {}) {
  const { hash = '', address = urlOf(report), ...others } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...others,
  });
  const page = await context.newPage();

  contexts.push(context);
  watch(page, address);
  await page.goto(address + hash);
  return page;
}

/* For tests that provoke some: they are looked at there, and forgotten. */
function takeComplaints() {
  const found = complaints;

  complaints = [];
  return found;
}

async function closeAll() {
  const found = takeComplaints();

  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  assert.deepEqual(found, [], 'the page complained');
}

module.exports = { OUT, REPORTS, start, stop, open, closeAll, takeComplaints };
