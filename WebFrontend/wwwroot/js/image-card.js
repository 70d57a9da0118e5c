// One image: how far it is, why it failed, and what compression has made of it.
import { call } from './api.js';
import { confirm } from './confirm.js';
import { h, icon, once } from './dom.js';
import * as format from './format.js';
import { comparison, variantTable } from './comparison.js';

const STATES = {
  pending: ['clock', 'In progress'],
  ready: ['check', 'Ready'],
  failed: ['cross', 'Failed'],
};

/** @returns {{element: Element, show: (image: object) => void}} */
export function imageCard(productId, imageId, { onChanged, fileOf }) {
  const path = `/products/${productId}/images/${imageId}`;
  const heading = h('h3', {});
  const status = h('span', { class: 'status' });
  const saved = h('span', { class: 'saving' });
  const body = h('div', { class: 'image-body' });
  const retry = h('button', { type: 'button', class: 'button primary', onclick: once(() => act(() => call('POST', `${path}/retry`, ANY))) }, icon('retry'), 'Retry');
  const remove = h('button', { type: 'button', class: 'button quiet', onclick: once(askToRemove) }, icon('trash'), 'Remove');
  const error = h('p', { class: 'error', role: 'alert' });
  const altText = h('input', { name: 'alt_text', maxLength: 1000, autocomplete: 'off', placeholder: 'For those who cannot see it' });
  const element = h('li', { class: 'panel image', 'data-image': imageId },
    h('div', { class: 'image-head' }, heading, status, saved, h('div', { class: 'actions' }, retry, remove)),
    body, error,
    h('form', { class: 'row end', onsubmit: once(describe) }, h('label', { class: 'field' }, h('span', {}, 'What it shows'), altText), h('button', { class: 'button' }, 'Save')));
  let shown = null;
  let described = '';

  return { element, show };

  function show(image) {
    heading.textContent = `Image ${image.position + 1}`;
    describeAs(image.alt_text ?? '');
    if (JSON.stringify(image) === shown) return;
    shown = JSON.stringify(image);
    const hadFocus = document.activeElement === retry;
    const [sign, text] = STATES[image.status];
    element.dataset.status = image.status;
    status.className = `status ${image.status}`;
    status.replaceChildren(icon(sign), text);
    saved.textContent = savingOf(image);
    retry.hidden = image.status !== 'failed';
    body.replaceChildren(...contentOf(image));
    if (hadFocus && retry.hidden) remove.focus(); // or a keyboard would have to begin at the top
  }

  /** What somebody has written stays. */
  function describeAs(text) {
    if (altText.value === described) altText.value = text;
    described = text;
  }

  function contentOf(image) {
    switch (image.status) {
      case 'ready': return [comparison(image, fileOf()), ...(isUpload(image) && !fileOf() ? [] : [variantTable(image)])];
      case 'failed': return [source(image), reason(image)];
      default: return [source(image), h('div', { class: 'working' })];
    }
  }

  async function act(action) {
    error.textContent = '';
    try {
      await action();
      await onChanged();
    } catch (failure) {
      error.textContent = failure.text ?? String(failure);
    }
  }

  async function askToRemove() {
    if (await confirm('Remove this image?', 'Its pictures are deleted, too.', 'Remove')) await act(() => call('DELETE', path, ANY));
  }

  async function describe() {
    await act(() => call('PATCH', path, { ...ANY, body: { alt_text: altText.value.trim() || null }, type: 'application/merge-patch+json' }));
  }
}

/** Whatever else has changed meanwhile: these changes touch only this image. */
const ANY = { headers: { 'If-Match': '*' } };

const isUpload = ({ source_url }) => source_url.startsWith('upload:');

const source = image => h('p', { class: 'source' }, isUpload(image) ? 'Uploaded file' : h('a', { href: image.source_url, rel: 'noreferrer' }, image.source_url));

const reason = ({ error, attempts }) => h('p', { class: 'reason' },
  h('strong', {}, error.detail), ' ', h('code', {}, error.code), ` after ${format.count(attempts, 'attempt', 'attempts')}.`);

function savingOf({ original, variants }) {
  const compressed = variants.find(variant => variant.name === 'compressed' && variant.format === 'webp');
  const saving = original && compressed && format.saving(original.bytes, compressed.bytes);
  return saving ? `${saving} smaller` : '';
}
