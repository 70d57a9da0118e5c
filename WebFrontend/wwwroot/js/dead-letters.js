// The image jobs that failed for good: why, what was tried, and another chance for each.
import { call } from './api.js';
import { confirm } from './confirm.js';
import { announce, h, icon, once } from './dom.js';
import * as format from './format.js';

const PAGE = 20;
const PAUSE = 5_000;
const LONGEST = 1_000; // replays of all, each of which ends within some seconds

export function deadLetters() {
  const place = document.getElementById('letters');
  const replayAllButton = document.getElementById('replay-all');
  const list = h('ul', { class: 'letters', role: 'list', 'aria-labelledby': 'letters-title' });
  const unread = h('p', { class: 'error', role: 'alert' });
  const undone = h('p', { class: 'error', role: 'alert' });
  const moreButton = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => { pages++; refresh(); } }, 'Load more');
  const none = h('p', { class: 'empty', hidden: true }, 'There are none.');
  const rows = new Map();
  let pages = 1;
  let isAllowed = true;

  place.replaceChildren(unread, undone, list, h('div', { class: 'after' }, moreButton, none));
  replayAllButton.addEventListener('click', once(replayAll));
  watch();

  async function watch() {
    if (!document.hidden) await refresh();
    if (isAllowed) setTimeout(watch, PAUSE);
  }

  async function refresh() {
    try {
      show(await read());
      tell('');
    } catch (failure) {
      isAllowed = failure.status !== 403;
      tell(isAllowed ? failure.text ?? String(failure) : 'Dead letters are for those whose token has the role of an admin.');
    }
  }

  /** Said once, not every few seconds. */
  function tell(text) {
    if (unread.textContent !== text) unread.textContent = text;
  }

  /** As many pages as were asked for. */
  async function read() {
    const letters = [];
    let cursor = null;
    for (let page = 0; page < pages && (page === 0 || cursor); page++) {
      const { data } = await call('GET', `/admin/dead-letters?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      letters.push(...data.items);
      cursor = data.next_cursor;
    }

    return { letters, cursor };
  }

  function show({ letters, cursor }) {
    const ids = new Set(letters.map(letter => letter.id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      leave(row);
      row.remove();
      rows.delete(id);
    }

    letters.forEach((letter, index) => {
      if (!rows.has(letter.id)) rows.set(letter.id, letterRow(letter, act));
      const row = rows.get(letter.id);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    replayAllButton.hidden = !letters.length;
    moreButton.hidden = !cursor;
    none.hidden = letters.length > 0;
  }

  async function act(action, done) {
    undone.textContent = '';
    try {
      await action();
      announce(done);
    } catch (failure) {
      undone.textContent = failure.text ?? String(failure);
      return;
    }

    await refresh();
  }

  async function replayAll() {
    if (!await confirm('Replay all dead letters?', 'Each job is issued again, and its image is in progress until it is done.', 'Replay all')) return;
    await act(async () => {
      for (let round = 0; round < LONGEST; round++) {
        const { data } = await call('POST', '/admin/dead-letters/replay');
        if (data.complete) return;
      }
    }, 'All were replayed');
  }
}

/** The focus goes on to a neighbour, or a keyboard would have to begin at the top. */
function leave(row) {
  if (row.contains(document.activeElement)) ((row.nextElementSibling ?? row.previousElementSibling)?.querySelector('button') ?? document.getElementById('letters-title')).focus();
}

function letterRow(letter, act) {
  const path = `/admin/dead-letters/${letter.id}`;
  const what = letter.message ? letter.message.source : 'A message that cannot be read';
  return h('li', { class: 'panel letter', 'data-letter': letter.id },
    h('div', { class: 'letter-head' },
      h('div', {},
        h('h3', {}, letter.reason.detail),
        h('p', { class: 'muted' }, h('code', {}, letter.reason.code), ` · ${format.count(letter.attempts, 'attempt', 'attempts')} · ${format.dateTime(letter.died_at)}`)),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'button', onclick: once(() => act(() => call('POST', `${path}/replay`), 'The job was issued again')) }, icon('retry'), 'Replay'),
        h('button', { type: 'button', class: 'button', onclick: once(remove) }, icon('trash'), 'Delete'))),
    h('p', { class: 'source' }, what),
    letter.product_id ? h('p', {}, h('a', { href: `/ui/products/${letter.product_id}` }, 'Its product')) : null,
    h('details', {}, h('summary', {}, 'History and message'), history(letter), message(letter)));

  async function remove() {
    if (await confirm('Delete this dead letter?', 'The job is forgotten. Its image stays failed.', 'Delete')) {
      await act(() => call('DELETE', path), 'The dead letter was deleted');
    }
  }
}

const history = ({ history }) => h('ol', { class: 'history' }, history.map(({ attempt, at, error }) => h('li', { value: attempt },
  h('span', { class: 'muted' }, format.dateTime(at)), ' ', error.detail, ' ', h('code', {}, error.code))));

const message = letter => h('pre', { tabIndex: 0 }, JSON.stringify(letter.message ?? letter.unreadable_message, null, 2));
