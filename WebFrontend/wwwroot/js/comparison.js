// The original beside what was made of it, and the size of each variant.
import { h, icon } from './dom.js';
import * as format from './format.js';

const FORMATS = { jpeg: 'JPEG', png: 'PNG', gif: 'GIF', webp: 'WebP', avif: 'AVIF' };

const sizes = ({ format: name, width, height, bytes }) => `${FORMATS[name] ?? name}, ${width} × ${height}, ${format.bytes(bytes)}`;

/** @param {object} image A ready one. @param {string|undefined} file The address of the uploaded file, where this page has it. */
export function comparison(image, file) {
  const compressed = image.variants.find(variant => variant.name === 'compressed' && variant.format === 'webp') ?? image.variants[0];
  const address = file ?? (image.source_url.startsWith('upload:') ? null : image.source_url);
  const alt = image.alt_text ?? '';
  const made = figure('Compressed', picture(compressed.url, alt, compressed), compressed);
  return h('div', { class: 'compare' }, ...(address
    ? [figure('Original', picture(address, alt, compressed), image.original), made]
    : [made, variantTable(image)])); // the original of an upload is not published, but its numbers are known
}

function figure(name, content, picture) {
  return h('figure', {}, content, h('figcaption', {}, h('strong', {}, name), h('span', {}, picture ? sizes(picture) : 'size not known')));
}

function picture(address, alt, { width, height }) {
  const img = h('img', { alt, width, height, loading: 'lazy', decoding: 'async', referrerPolicy: 'no-referrer',
    onerror: () => img.replaceWith(absent({ width, height }, 'This picture cannot be shown')) });
  img.src = address;
  return img;
}

function absent({ width, height }, text) {
  const place = h('div', { class: 'absent' }, icon('image'), h('span', {}, text));
  place.style.aspectRatio = `${width} / ${height}`;
  return place;
}

/** All pictures of an image with their bytes, as numbers and as bars. */
export function variantTable({ original, variants }) {
  const rows = [...(original ? [{ ...original, name: 'original' }] : []), ...variants];
  const most = Math.max(...rows.map(row => row.bytes));
  return h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Variants' },
    h('table', {},
      h('thead', {}, h('tr', {}, ['Picture', 'Format', 'Pixels', 'Size', 'Smaller by'].map(title => h('th', { scope: 'col' }, title)))),
      h('tbody', {}, rows.map(row => h('tr', {},
        h('th', { scope: 'row' }, row.url ? h('a', { href: row.url }, row.name) : row.name),
        h('td', {}, FORMATS[row.format] ?? row.format),
        h('td', {}, `${row.width} × ${row.height}`),
        h('td', {}, h('span', { class: 'bar' }, format.bytes(row.bytes), bar(row.bytes / most))),
        h('td', {}, (original && row !== rows[0] && format.saving(original.bytes, row.bytes)) || ''))))));
}

/** The same as the number beside it, for the eye. */
function bar(share) {
  const filled = h('span', {});
  filled.style.width = `${Math.max(1, share * 100)}%`;
  return h('span', { class: 'bar-line', 'aria-hidden': 'true' }, filled);
}
