// The form of a new product: its fields, its owner where nobody has signed in, and its images, which may be files, addresses or both.
import { call } from './api.js';
import { field, h, once } from './dom.js';
import { dropZone } from './drop-zone.js';
import { fillErrors, productFields, readFields } from './product-fields.js';
import * as session from './session.js';

/** @param {{onCreated: (product: object, files: File[]) => void}} listener The files are still to be uploaded. */
export function newProductForm({ onCreated }) {
  const key = randomKey();
  const owner = field('Your name', h('input', { name: 'name', maxLength: 200, autocomplete: 'name' }));
  const urls = field('Image addresses, one on each line', h('textarea', { name: 'product_images', rows: 3, placeholder: 'https://example.com/picture.jpg', autocapitalize: 'off' }));
  const files = [];
  const chosen = h('ul', { class: 'chosen', role: 'list', 'aria-label': 'Chosen files' });
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'panel stack narrow', novalidate: true, onsubmit: once(submit) },
    h('h1', {}, 'New product'), owner, productFields(),
    h('fieldset', { class: 'stack' }, h('legend', {}, 'Images'), dropZone(choose), chosen, urls),
    error,
    h('div', { class: 'actions' }, h('button', { class: 'button primary' }, 'Create product'), h('a', { class: 'button', href: '/' }, 'Cancel')));

  const showOwner = () => { owner.hidden = Boolean(session.user() || session.token()); };
  session.onChange(showOwner);
  showOwner();
  return form;

  function choose(more) {
    files.push(...more);
    chosen.replaceChildren(...files.map(file => h('li', {}, file.name,
      h('button', { type: 'button', class: 'button quiet', 'aria-label': `Leave out ${file.name}`, onclick: () => leaveOut(file) }, 'Leave out'))));
  }

  function leaveOut(file) {
    files.splice(files.indexOf(file), 1);
    choose([]);
    form.querySelector('[type=file]').focus();
  }

  async function submit() {
    error.textContent = '';
    fillErrors(form, {});
    try {
      onCreated(await send(), files);
    } catch (failure) {
      if (failure.errors?.user_id) session.forgetUser(); // it is unknown here, and the name is asked for again
      fillErrors(form, failure.errors ?? {});
      error.textContent = failure.text ?? String(failure);
    }
  }

  async function send() {
    const user = session.user() ?? await createUser();
    const product_images = form.elements.product_images.value.split(/\s+/).filter(Boolean);
    const { data } = await call('POST', '/products', { body: { user_id: user.id, ...readFields(form), product_images }, headers: { 'Idempotency-Key': `${key}-${user.id}-${attempt()}` } });
    return data;
  }

  /** The same while nothing is changed: a repeat after an answer that was lost makes no second product. */
  function attempt() {
    const text = JSON.stringify([readFields(form), form.elements.product_images.value]);
    return [...text].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) >>> 0, 7).toString(36);
  }

  /** With a token the user is the token's own, and may be there already. */
  async function createUser() {
    const name = session.token() ? session.subject() : form.elements.name.value.trim();
    const { data } = await call('POST', '/users', { body: { name: String(name).slice(0, 200) } });
    session.rememberUser(data);
    return data;
  }
}

const randomKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
