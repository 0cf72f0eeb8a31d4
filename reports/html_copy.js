/*
 * Copying commands and drafts, and paper: what the page adds where it neither sorts nor filters.
 */
(function () {
  'use strict';

  const words = document.body.dataset;

  /* Commands and drafts are copied as they stand, drafts as they were changed. */

  function copy(source, button) {
    getSelection().selectAllChildren(source);
    button.textContent = document.execCommand('copy') ? words.copied : words.marked;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  }

  function addCopy(source) {
    const button = document.createElement('button');

    button.textContent = words.copy;
    button.className = 'copy';
    button.type = 'button';
    button.addEventListener('click', () => copy(source, button));
    source.after(button);
  }

  /* Made when they come into sight: there may be thousands. */
  function onToggle(event) {
    if (event.target.open && event.target.matches('.drafts, .decide'))
      event.target.querySelectorAll('pre:not(:has(+ .copy))').forEach(addCopy);
  }

  /* Paper shows the evidence, whatever is folded on the screen. */

  let unfolded = [];

  function beforePrint() {
    unfolded = Array.from(document.querySelectorAll('details:not([open])'));
    unfolded.forEach((details) => { details.open = true; });
  }

  function afterPrint() {
    unfolded.forEach((details) => { details.open = false; });
  }

  document.addEventListener('toggle', onToggle, true);
  document.querySelectorAll('.now pre').forEach(addCopy);
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
})();
