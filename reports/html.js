/*
 * Sorting, filtering and following links in the report. The page is whole without it;
 * whatever it adds appears only when it runs. Log text is hostile: this script reads
 * text and attributes and writes textContent, never markup.
 *
 * What is shown stands in the address, so that it can be passed on:
 *   #account=novak&action=hold_mailing&glance=-4&at=F-0123...
 * The filter's fields go by their names, a sorted table by its id (column from 1, minus:
 * downwards), `at` is what a link led to. A plain #F-0123... works as without a script.
 */
(function () {
  'use strict';

  const ROWS_AT_FIRST = 50;
  const root = document.documentElement;
  const box = document.getElementById('filter');
  const form = box.querySelector('form');
  const collator = new Intl.Collator('en', { numeric: true });

  function make(name, text, className) {
    const element = document.createElement(name);

    element.textContent = text;
    element.className = className || '';
    return element;
  }

  /* What is said stands among the report's words, with gaps {a} and {a:one|many}. */
  function say(word, ...values) {
    return document.body.dataset[word].replace(/\{([a-e])(?::([^|}]*)\|([^}]*))?\}/g,
      (gap, name, one, many) => {
        const value = values[name.charCodeAt(0) - 97];

        return one === undefined ? value : value === 1 ? one : many;
      });
  }

  /* Findings, by what they are filtered; and the rows that stand for one, or for an account */

  function findingOf(article) {
    const about = article.dataset;
    const box = article.closest('.account');
    const { account, person, department } = box.dataset;

    return {
      part: article.closest('.record') || article,
      home: article.closest('.home'),
      box, department,
      account: (account + ' ' + person + ' ' + department).toLowerCase(),
      action: about.action,
      clause: about.clause,
      state: about.state,
      from: about.from || '0000',
      to: about.to || '9999',
    };
  }

  /* Name and person, kind and department. */
  function accountOf(row) {
    return {
      row, department: row.dataset.department,
      account: (row.cells[0].textContent + ' ' + row.cells[1].textContent).toLowerCase(),
    };
  }

  /* A row goes with what it stands for. */
  function standIn(row) {
    const element = document.getElementById(row.dataset.of);

    return { row, of: element.closest('.record') || element };
  }

  const boxes = Array.from(document.querySelectorAll('.account'));
  const findings = Array.from(document.querySelectorAll('.finding'), findingOf);
  const standIns = Array.from(document.querySelectorAll('tr[data-of]'), standIn);
  const accounts = Array.from(document.querySelectorAll('#accounts tbody tr'), accountOf);

  function isOf(account, want) {
    return account.account.includes(want.account) &&
      (!want.department || account.department === want.department);
  }

  function isWanted(finding, want) {
    return isOf(finding, want) &&
      (!want.action || finding.action === want.action) &&
      (!want.clause || finding.clause === want.clause) &&
      (!want.state || finding.state === want.state) &&
      (!want.from || finding.to >= want.from) &&
      (!want.to || finding.from <= want.to);
  }

  /* Each section says how many of its findings are withheld. */

  const homes = new Map(Array.from(document.querySelectorAll('.home'), (home) => {
    const note = make('p', '', 'withheld');

    note.hidden = true;
    home.append(note);
    return [home, { note, withheld: 0 }];
  }));

  function tellWithheld() {
    for (const { note, withheld } of homes.values()) {
      note.hidden = withheld === 0;
      note.textContent = say('withheld', withheld);
    }
  }

  const told = make('p', '', 'shown');

  told.setAttribute('role', 'status');

  function tellShown(isFiltered, shown, shownAccounts) {
    const all = findings.length;

    told.textContent = isFiltered ?
      say('shown', shown, all, all - shown, shownAccounts, accounts.length) :
      say('shownAll', all);
  }

  function wanted() {
    const want = Object.fromEntries(new FormData(form));

    want.account = want.account.trim().toLowerCase();
    return want;
  }

  function filter() {
    const want = wanted();
    const isFiltered = Object.values(want).some(Boolean);
    const shownBoxes = new Set();
    let shown = 0, shownAccounts = 0;

    homes.forEach((home) => { home.withheld = 0; });
    for (const finding of findings) {
      const isHidden = !isWanted(finding, want);

      finding.part.hidden = isHidden;
      if (isHidden) {
        homes.get(finding.home).withheld++;
      } else {
        shownBoxes.add(finding.box);
        shown++;
      }
    }
    boxes.forEach((box) => { box.hidden = !shownBoxes.has(box); });
    standIns.forEach(({ row, of }) => { row.hidden = of.hidden; });
    for (const account of accounts) {
      account.row.hidden = !isOf(account, want);
      shownAccounts += account.row.hidden ? 0 : 1;
    }
    root.classList.toggle('is-filtered', isFiltered);
    tables.forEach(fold);
    tellWithheld();
    tellShown(isFiltered, shown, shownAccounts);
  }

  /* Tables: sorted by their headings; of long ones the first rows, until all are asked for */

  function valueOf(cell, isNumber) {
    if (cell.dataset.rank)
      return Number(cell.dataset.rank);
    if (isNumber)
      return Number(cell.textContent.replace(/[^\d.-]/g, ''));
    return cell.textContent;
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(a, b);
  }

  function fold(table) {
    let n = 0;

    for (const row of table.rows)
      row.classList.toggle('beyond', !row.hidden && ++n > ROWS_AT_FIRST && !table.isWhole);
    table.more.hidden = table.isWhole || n <= ROWS_AT_FIRST;
    table.more.firstChild.textContent = say('allRows', n);
  }

  /* sorted: column from 1, negative: downwards, 0: as the report has it */
  function sort(table, sorted) {
    const column = Math.abs(sorted) - 1, down = sorted < 0 ? -1 : 1;

    table.heads.forEach((th, i) => {
      if (i === column)
        th.setAttribute('aria-sort', down < 0 ? 'descending' : 'ascending');
      else
        th.removeAttribute('aria-sort');
    });
    table.sorted = sorted;
    table.rows = table.original.slice();
    if (column >= 0) {
      const isNumber = table.heads[column].classList.contains('n');
      const values = new Map(table.rows.map((row) => [row, valueOf(row.cells[column], isNumber)]));

      table.rows.sort((a, b) => down * compare(values.get(a), values.get(b)));
    }
    table.body.append(...table.rows);
    fold(table);
  }

  /* Numbers fall first, words rise first; the third time brings the report's order back. */
  function next(table, column) {
    const first = table.heads[column].classList.contains('n') ? -1 : 1;

    if (Math.abs(table.sorted) !== column + 1)
      return first * (column + 1);
    return table.sorted === first * (column + 1) ? -table.sorted : 0;
  }

  function headOf(table, th, column) {
    const button = make('button', th.textContent);

    button.type = 'button';
    button.addEventListener('click', () => {
      sort(table, next(table, column));
      writeAddress();
    });
    th.replaceChildren(button);
  }

  function tableOf(element) {
    const body = element.tBodies[0];
    const table = {
      id: element.id, body, heads: Array.from(element.tHead.rows[0].cells),
      original: Array.from(body.rows), rows: Array.from(body.rows), sorted: 0, isWhole: false,
      more: make('p', '', 'more'),
    };
    const button = make('button', '');

    button.type = 'button';
    button.addEventListener('click', () => {
      table.isWhole = true;
      fold(table);
    });
    table.more.append(button);
    element.closest('.scroll').after(table.more);
    table.heads.forEach((th, column) => headOf(table, th, column));
    return table;
  }

  const tables = Array.from(document.querySelectorAll('table[id]'), tableOf);

  /* The address */

  function view() {
    const params = new URLSearchParams();

    for (const [name, value] of new FormData(form))
      if (value.trim())
        params.set(name, value.trim());
    for (const table of tables)
      if (table.sorted)
        params.set(table.id, table.sorted);
    return params;
  }

  function writeAddress() {
    const params = view().toString();

    history.replaceState(null, '', params ? '#' + params : location.pathname + location.search);
  }

  /* A value that is not among the choices shows everything rather than nothing. */
  function setField(field, value) {
    field.value = value || '';
    if (field.selectedIndex === -1)
      field.value = '';
  }

  function readSort(table, text) {
    const sorted = Math.trunc(Number(text));
    const known = Math.abs(sorted) <= table.heads.length ? sorted : 0;

    if (known !== table.sorted)
      sort(table, known);
  }

  function readAddress() {
    const hash = location.hash.slice(1);
    const isView = hash.includes('=');
    const params = new URLSearchParams(isView ? hash : '');

    for (const field of form.elements)
      if (field.name)
        setField(field, params.get(field.name));
    tables.forEach((table) => readSort(table, params.get(table.id)));
    filter();
    follow(isView ? params.get('at') : decoded(hash));
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (e) {
      return text;
    }
  }

  /* Links within the page: what they lead to is unfolded, and shown even if filtered out */

  function unfold(element) {
    for (let at = element; at; at = at.parentElement)
      if (at.tagName === 'DETAILS')
        at.open = true;
  }

  function dropFilter() {
    for (const field of form.elements)
      if (field.name)
        setField(field, '');
    filter();
  }

  function reveal(element) {
    if (element.closest('[hidden]'))
      dropFilter();
    unfold(element);
  }

  function goTo(element) {
    element.classList.add('target');
    element.scrollIntoView();
    if (element.tabIndex < 0)
      element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function unmark() {
    document.querySelectorAll('.target').forEach((old) => old.classList.remove('target'));
  }

  function follow(id) {
    const element = id && document.getElementById(id);

    unmark();
    if (!element)
      return;
    reveal(element);
    goTo(element);
  }

  /* The address changes before the page moves, so that going back comes to the old place. */
  function onClick(event) {
    const link = event.target.closest('a[href^="#"]');
    const id = link && link.hash.slice(1);
    const element = id && document.getElementById(id);

    if (!element || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    unmark();
    reveal(element);
    const filtered = view().toString();
    history.pushState(null, '', '#' + (filtered ? filtered + '&at=' : '') + id);
    goTo(element);
  }

  box.after(told);
  box.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => { filter(); writeAddress(); });
  form.addEventListener('reset', () => setTimeout(() => { filter(); writeAddress(); }));
  document.addEventListener('click', onClick);
  window.addEventListener('popstate', readAddress);
  readAddress();
  box.open = root.classList.contains('is-filtered');
})();
