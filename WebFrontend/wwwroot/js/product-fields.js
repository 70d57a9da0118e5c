// The fields of a product that people write, in the form of a new one and in that of a change.
import { field, h } from './dom.js';

export function productFields() {
  return h('div', { class: 'stack' },
    field('Name', h('input', { name: 'product_name', required: true, maxLength: 200, autocomplete: 'off' })),
    h('div', { class: 'row' },
      field('Price', h('input', { name: 'product_price', type: 'number', required: true, min: 0, step: 0.01, inputMode: 'decimal' })),
      field('Currency', h('input', { name: 'currency', required: true, pattern: '[A-Z]{3}', maxLength: 3, value: 'USD', autocomplete: 'off', autocapitalize: 'characters' }))),
    field('Description', h('textarea', { name: 'product_description', rows: 4, maxLength: 10_000 })));
}

/** A name and what it is, for a list of such. */
export const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)));

export const readFields = form => ({
  product_name: form.elements.product_name.value,
  product_price: priceIn(form.elements.product_price),
  currency: form.elements.currency.value.toUpperCase(),
  product_description: form.elements.product_description.value,
});

/** Null where there is no number: the API says so of it, and takes an empty field for no price of 0. */
const priceIn = input => Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber;

/** Puts what the API says of each field beside it; to the first of them goes the focus. */
export function fillErrors(form, errors) {
  let first = null;
  for (const place of form.querySelectorAll('[data-error]')) {
    const [, messages] = Object.entries(errors).find(([name]) => name === place.dataset.error || name.startsWith(`/${place.dataset.error}/`)) ?? [];
    const input = form.elements[place.dataset.error];
    place.textContent = messages?.join(', ') ?? '';
    input.setAttribute('aria-invalid', String(Boolean(messages)));
    if (messages) first ??= input;
  }

  first?.focus();
}
