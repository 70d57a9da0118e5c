// The filters of the catalogue, and the query string that they stand for: that of the API, so that an address can be shared.
import * as session from './session.js';

const NAMES = ['product_name', 'min_price', 'max_price', 'image_status', 'sort'];

export function formToQuery(form) {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = form.elements[name].value.trim();
    if (value && form.elements[name].validity.valid) query.set(name, value);
  }

  if (form.elements.mine.checked) query.set('user_id', form.elements.mine.value);
  return query.toString();
}

export function queryToForm(form) {
  const query = new URLSearchParams(location.search);
  for (const name of NAMES) {
    if (document.activeElement !== form.elements[name]) form.elements[name].value = query.get(name) ?? '';
  }

  const { mine } = form.elements;
  mine.value = query.get('user_id') ?? session.user()?.id ?? '';
  mine.checked = query.has('user_id');
  mine.closest('label').hidden = !mine.value;
}
