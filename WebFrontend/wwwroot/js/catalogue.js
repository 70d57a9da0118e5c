// The catalogue: filters that stand in the address, pages that come while one scrolls, and live cards of one's own products.
import './shell.js';
import { call } from './api.js';
import { announce, h } from './dom.js';
import { follow } from './events.js';
import { formToQuery, queryToForm } from './filters.js';
import * as format from './format.js';
import { productCard, skeletonCard } from './product-card.js';
import * as session from './session.js';

const PAGE = 24;
const PAUSE_IN_TYPING = 250;

const form = document.getElementById('filters');
const list = document.getElementById('products');
const after = document.getElementById('after');
const summary = document.getElementById('summary');

let cursor = null;
let loading = null;
let unfollow = () => {};
let meanwhile = null; // what changes while the list is read again

const reachesEnd = new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting) && cursor && !loading) loadMore();
}, { rootMargin: '800px' });

/** Begins anew, with the filters of the address. */
async function start() {
  loading?.abort();
  unfollow();
  meanwhile = null;
  cursor = null;
  list.replaceChildren(...Array.from({ length: 8 }, skeletonCard));
  after.replaceChildren();
  summary.textContent = 'Loading …';
  if (await load(true)) listen();
}

function loadMore() {
  load(false);
}

/** @returns {Promise<boolean>} Whether it is shown. */
async function load(isFirst) {
  const request = loading = new AbortController();
  const query = new URLSearchParams(location.search);
  query.set('limit', PAGE);
  if (!isFirst) query.set('cursor', cursor);
  try {
    const { data } = await call('GET', `/products?${query}`, { signal: request.signal });
    if (request.signal.aborted) return false;
    if (isFirst) list.replaceChildren();
    show(data);
    return true;
  } catch (failure) {
    if (request.signal.aborted) return false;
    if (isFirst) list.replaceChildren();
    summary.textContent = '';
    after.replaceChildren(h('div', { class: 'notice bad', role: 'alert' },
      h('p', {}, failure.text ?? String(failure)),
      h('button', { type: 'button', class: 'button', onclick: isFirst ? start : loadMore }, 'Try again')));
    return false;
  } finally {
    if (loading === request) loading = null;
  }
}

/** Cards of one user's products are live. */
function listen() {
  const user = new URLSearchParams(location.search).get('user_id');
  if (!user) return;
  const onEvent = (name, change) => {
    if (name === 'start') readAgain();
    if (name !== 'product') return;
    apply(change);
    meanwhile?.push(change);
  };
  unfollow = follow(`/events?user_id=${encodeURIComponent(user)}`, { onEvent, onState: () => {} });
}

/** The stream tells of what comes after its start: what has changed between the list and that is in the list that is read now. */
async function readAgain() {
  loading?.abort();
  const changes = meanwhile = [];
  await load(true);
  if (meanwhile !== changes) return; // another list is shown by now
  meanwhile = null;
  changes.forEach(apply);
}

function show({ items, next_cursor }) {
  cursor = next_cursor;
  const known = new Set([...list.children].map(card => card.dataset.id));
  list.append(...items.filter(product => !known.has(product.id)).map(productCard));
  count();
  after.replaceChildren(...(cursor ? [h('button', { type: 'button', class: 'button', onclick: loadMore }, 'Load more')] : []));
  reachesEnd.disconnect();
  reachesEnd.observe(after); // which looks at once, for the next page may be needed already
}

function count() {
  const number = list.querySelectorAll('[data-id]').length;
  summary.textContent = number ? `${format.count(number, 'product', 'products')}${cursor ? ', more below' : ''}` : '';
  if (!number && !cursor) list.replaceChildren(empty());
}

function empty() {
  const filtered = [...new URLSearchParams(location.search).keys()].some(name => name !== 'sort');
  return h('li', { class: 'empty' }, filtered
    ? [h('p', {}, 'No product is like that.'), h('a', { class: 'button', href: '/' }, 'Show all')]
    : [h('p', {}, 'The catalogue is empty.'), h('a', { class: 'button primary', href: '/ui/new' }, 'Create the first product')]);
}

/** A change of one of the user's products: its card is drawn again, comes or goes. */
function apply({ product, product_id, revision, kind }) {
  const card = list.querySelector(`[data-id="${product_id}"]`);
  if (card && Number(card.dataset.revision) >= revision) return;
  if (card && !product) {
    card.remove();
    count();
  } else if (card) replace(card, productCard(product));
  else if (product && [...new URLSearchParams(location.search).keys()].every(name => name === 'user_id')) {
    list.querySelector('.empty')?.remove();
    list.prepend(productCard(product));
    count();
    announce(`${product.product_name} was ${kind === 'created' ? 'added' : 'changed'}`);
  }
}

function replace(card, next) {
  const hadFocus = card.contains(document.activeElement);
  card.replaceWith(next);
  if (hadFocus) next.querySelector('a').focus();
}

let typing = 0;
let isTyping = false;

/** While somebody types, the address changes in place; each other choice is a step to go back. */
function choose(replace) {
  const query = formToQuery(form);
  if (query === location.search.slice(1)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', query ? `?${query}` : location.pathname);
  start();
}

form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('focusout', () => { isTyping = false; });
form.addEventListener('input', ({ target }) => {
  clearTimeout(typing);
  if (target.matches('select, [type=checkbox]')) return choose(false);
  typing = setTimeout(() => { choose(isTyping); isTyping = true; }, PAUSE_IN_TYPING);
});
addEventListener('popstate', () => { queryToForm(form); start(); });
addEventListener('pagehide', () => loading?.abort());
addEventListener('pageshow', event => event.persisted && list.querySelector('.skeleton') && start()); // back, and it was left before it was loaded
session.onChange(() => queryToForm(form));

queryToForm(form);
start();
