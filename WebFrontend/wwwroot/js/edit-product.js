// Changing name, price and description, unless somebody else has done so meanwhile.
import { call } from './api.js';
import { h, once } from './dom.js';
import { fact, fillErrors, productFields, readFields } from './product-fields.js';

const FIELDS = ['product_name', 'product_price', 'currency', 'product_description'];
const same = (one, other) => FIELDS.every(field => one[field] === other[field]);

/** @returns {{element: Element, open: () => void, see: (product: object) => void}} */
export function editForm({ onSaved, latest }) {
  const fields = productFields();
  const conflict = h('div', { class: 'notice', role: 'alert', hidden: true });
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'panel stack', hidden: true, novalidate: true, onsubmit: once(submit) },
    h('h2', {}, 'Edit'), fields, conflict, error,
    h('div', { class: 'actions' }, h('button', { class: 'button primary' }, 'Save'), h('button', { type: 'button', class: 'button', onclick: close }, 'Cancel')));
  let base = null;
  let opener = null;

  return { element: form, open, see };

  function open(event) {
    opener = event.currentTarget;
    base = latest();
    for (const field of FIELDS) form.elements[field].value = base[field];
    fillErrors(form, {});
    error.textContent = '';
    conflict.hidden = true;
    form.hidden = false;
    form.elements.product_name.focus();
  }

  function close() {
    form.hidden = true;
    base = null;
    opener.focus();
  }

  /** A revision that changes none of these fields, such as an image that turns ready, is no conflict. */
  function see(product) {
    if (!base) return;
    if (!same(base, product)) warn(product);
    base = product;
  }

  function warn(product) {
    conflict.replaceChildren(
      h('p', {}, h('strong', {}, 'Somebody else has changed this product.'), ' It is now:'),
      h('dl', { class: 'facts' }, FIELDS.filter(field => base[field] !== product[field])
        .map(field => fact(form.elements[field].labels[0].textContent, product[field]))),
      h('p', {}, 'Saving replaces that with what stands here.'));
    conflict.hidden = false;
  }

  async function submit() {
    error.textContent = '';
    try {
      await patch();
    } catch (failure) {
      fillErrors(form, failure.errors ?? {});
      error.textContent = failure.text ?? String(failure);
    }
  }

  async function patch() {
    try {
      const { data } = await call('PATCH', `/products/${base.id}`, {
        body: readFields(form), type: 'application/merge-patch+json', headers: { 'If-Match': `"${base.revision}"` },
      });
      close();
      onSaved(data);
    } catch (failure) {
      if (failure.status !== 412) throw failure;
      const { data } = await call('GET', `/products/${base.id}`);
      const isConflict = !same(base, data);
      onSaved(data); // which is seen here, too
      base = data;
      if (!isConflict) await patch();
    }
  }
}
