// More images for a product: files, each with a bar that tells how far it is, and addresses.
import { call } from './api.js';
import { announce, h, once } from './dom.js';
import { dropZone } from './drop-zone.js';
import * as format from './format.js';
import { upload } from './upload.js';

/** @returns {{element: Element, addFiles: (files: File[]) => void}} */
export function addImages(productId, { onAdded, onFile }) {
  const uploads = h('ul', { class: 'uploads', role: 'list', 'aria-label': 'Uploads' });
  const error = h('p', { class: 'error', role: 'alert' });
  const url = h('input', { type: 'url', name: 'source_url', required: true, placeholder: 'https://example.com/picture.jpg', autocapitalize: 'off', autocomplete: 'off' });
  const form = h('form', { class: 'row end', novalidate: true, onsubmit: once(addUrl) },
    h('label', { class: 'field' }, h('span', {}, 'Address of an image'), url), h('button', { class: 'button' }, 'Add'));
  let queue = Promise.resolve();
  addEventListener('beforeunload', event => uploads.querySelector('progress:not([hidden])') && event.preventDefault()); // asks, before what is not sent yet is lost

  return {
    element: h('section', { class: 'panel stack', 'aria-labelledby': 'add-title' },
      h('h2', { id: 'add-title' }, 'Add images'), dropZone(addFiles), uploads, form, error),
    addFiles,
  };

  /** One after the other, so that each has the whole line. */
  function addFiles(files) {
    for (const file of files) {
      const row = uploadRow(file);
      uploads.append(row.element);
      queue = queue.then(() => send(file, row));
    }
  }

  async function send(file, row) {
    row.begin();
    try {
      const image = await upload(productId, file, row.progress);
      onFile(image.id, file);
      row.element.remove();
      announce(`${file.name} is uploaded`);
      await onAdded();
    } catch (failure) {
      row.fail(failure.text ?? String(failure), () => { queue = queue.then(() => send(file, row)); });
    }
  }

  async function addUrl() {
    error.textContent = '';
    try {
      await call('POST', `/products/${productId}/images`, { body: { source_url: url.value.trim() }, headers: { 'If-Match': '*' } });
      url.value = '';
      await onAdded();
    } catch (failure) {
      error.textContent = failure.text ?? String(failure);
      url.focus();
    }
  }
}

function uploadRow(file) {
  const bar = h('progress', { max: 1, value: 0, 'aria-label': `Upload of ${file.name}` });
  const state = h('span', { class: 'muted' }, 'Waiting');
  const again = h('span', {});
  return {
    element: h('li', { class: 'upload' }, h('span', { class: 'upload-name' }, file.name, ' ', h('span', { class: 'muted' }, format.bytes(file.size))), bar, state, again),
    begin() {
      again.replaceChildren();
      state.className = 'muted';
      bar.value = 0;
      bar.hidden = false;
    },
    progress(share) {
      bar.value = share;
      state.textContent = share < 1 ? `${Math.floor(share * 100)}%` : 'Storing …';
    },
    fail(text, retry) {
      bar.hidden = true;
      state.className = 'error';
      state.setAttribute('role', 'alert');
      state.textContent = text;
      again.replaceChildren(h('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'));
    },
  };
}
