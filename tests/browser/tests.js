/* Every browser test, in one process with one browser: node tests.js, see run. */
'use strict';
const { before, after, afterEach } = require('node:test');
const browser = require('./browser');

before(browser.start);
afterEach(browser.closeAll);
after(browser.stop);

require('./screen');
require('./case');
require('./filter');
require('./sort');
require('./ruling');
require('./evidence');
require('./hostile_text');
require('./access');
require('./paper');
require('./big');
