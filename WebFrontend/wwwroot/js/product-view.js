// A product as it is now: whatever changes it, here or elsewhere, is shown at once.
import { call } from './api.js';
import { addImages } from './add-images.js';
import { confirm } from './confirm.js';
import { announce, h, icon, once } from './dom.js';
import { editForm } from './edit-product.js';
import { fact } from './product-fields.js';
import { follow } from './events.js';
import * as format from './format.js';
import { imageList } from './image-list.js';

const LIVE = { begin: 'Connecting …', live: 'Live', waiting: 'Reconnecting …', gone: 'Not live' };

/** @returns {{element: Element, addFiles: (files: File[]) => void}} */
export function productView(product, { onGone }) {
  const title = h('h1', {});
  const price = h('p', { class: 'price' });
  const description = h('p', { class: 'description' });
  const facts = h('dl', { class: 'facts' });
  const live = h('span', { class: 'live', 'data-state': 'begin' }, LIVE.begin);
  const images = imageList(product.id, { onChanged: refresh });
  const adding = addImages(product.id, { onAdded: refresh, onFile: images.remember });
  const edit = editForm({ onSaved: apply, latest: () => product });
  const message = h('p', { class: 'error', role: 'alert' });

  const element = h('article', { class: 'product', 'data-product': product.id },
    h('a', { class: 'back', href: '/' }, icon('back'), 'Catalogue'),
    h('header', { class: 'product-head' },
      h('div', {}, title, price),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'button', onclick: edit.open }, icon('pencil'), 'Edit'),
        h('button', { type: 'button', class: 'button', onclick: once(remove) }, icon('trash'), 'Delete'))),
    message, edit.element, description, facts,
    h('section', { 'aria-labelledby': 'images-title' },
      h('div', { class: 'section-head' }, h('h2', { id: 'images-title' }, 'Images'), live),
      images.element),
    adding.element);

  const unfollow = follow(`/products/${product.id}/events`, { onEvent, onState });
  show(product);
  return { element, addFiles: adding.addFiles };

  /** At least once, and never an older revision after a newer one: that holds for the stream, and here for all that is answered beside it. */
  function apply(next) {
    if (next.revision < product.revision) return;
    const before = product;
    product = next;
    show(next);
    tell(before, next);
  }

  function show(product) {
    element.dataset.revision = product.revision;
    element.dataset.updatedAt = product.updated_at;
    title.textContent = product.product_name;
    document.title = `${product.product_name} – Products`;
    price.textContent = format.price(product.product_price, product.currency);
    description.textContent = product.product_description;
    facts.replaceChildren(fact('Revision', product.revision), fact('Created', format.dateTime(product.created_at)), fact('Changed', format.dateTime(product.updated_at)));
    images.show(product.images);
    edit.see(product);
  }

  async function refresh() {
    const { data } = await call('GET', `/products/${product.id}`);
    apply(data);
  }

  function onEvent(name, change) {
    if (name !== 'product') return;
    if (change.product) apply(change.product);
    else if (change.kind === 'deleted') gone();
  }

  function onState(state) {
    live.dataset.state = state;
    live.textContent = LIVE[state];
    if (state === 'gone') gone();
  }

  function gone() {
    unfollow();
    onGone();
  }

  async function remove() {
    if (!await confirm(`Delete ${product.product_name}?`, 'The product and its pictures are gone for good.', 'Delete')) return;
    try {
      await call('DELETE', `/products/${product.id}`, { headers: { 'If-Match': '*' } });
      unfollow();
      location.assign('/');
    } catch (failure) {
      message.textContent = failure.text;
    }
  }
}


/** What those hear who cannot see the cards change. */
function tell(before, now) {
  const states = new Map(before.images.map(image => [image.id, image.status]));
  const changed = now.images.filter(image => states.has(image.id) && states.get(image.id) !== image.status);
  const sentences = changed.map(image => `Image ${image.position + 1} ${{ ready: 'is ready', failed: 'has failed', pending: 'is in progress' }[image.status]}`);
  if (before.product_price !== now.product_price) sentences.push(`The price is ${format.price(now.product_price, now.currency)}`);
  if (sentences.length) announce(sentences.join('. '));
}
