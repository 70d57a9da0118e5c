// A product as the catalogue shows it.
import { h, icon } from './dom.js';
import * as format from './format.js';

const STATES = {
  pending: ['clock', 'Images in progress'],
  failed: ['cross', 'An image failed'],
};

export const urlOf = product => `/ui/products/${product.id}`;

export function productCard(product) {
  return h('li', { class: 'card', 'data-id': product.id, 'data-revision': product.revision },
    h('div', { class: 'card-picture' }, picture(product)),
    h('div', { class: 'card-text' },
      h('h2', {}, h('a', { href: urlOf(product) }, product.product_name)),
      h('p', { class: 'card-price' }, format.price(product.product_price, product.currency))));
}

export const skeletonCard = () => h('li', { class: 'card skeleton', 'aria-hidden': 'true' },
  h('div', { class: 'card-picture' }), h('div', { class: 'card-text' }, h('p', {}, '\u00a0'), h('p', {}, '\u00a0')));

function picture(product) {
  const ready = product.images.find(image => image.status === 'ready');
  const state = STATES[product.image_status];
  return [
    ready ? thumbnail(ready) : h('span', { class: 'card-empty' }, icon('image')),
    state ? h('span', { class: `status ${product.image_status}` }, icon(state[0]), state[1]) : null,
  ];
}

function thumbnail({ variants, alt_text }) {
  const pictures = variants.filter(variant => variant.format === 'webp').sort((a, b) => a.width - b.width);
  return h('img', {
    loading: 'lazy',
    decoding: 'async',
    alt: alt_text ?? '',
    sizes: '(max-width: 40rem) 45vw, 20rem',
    srcset: pictures.map(({ url, width }) => `${url} ${width}w`).join(', '),
    src: pictures[0]?.url,
  });
}
