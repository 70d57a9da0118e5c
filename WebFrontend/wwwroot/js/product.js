// The page of one product, and before it exists, the form that makes it. The one becomes the other without a new page.
import './shell.js';
import { call } from './api.js';
import { h } from './dom.js';
import { newProductForm } from './new-product.js';
import { productView } from './product-view.js';

const main = document.getElementById('main');
const [, id] = /^\/ui\/products\/([^/]+)\/?$/.exec(location.pathname) ?? [];

if (id) {
  open(id);
} else {
  show(newProductForm({ onCreated: created }), 'New product');
}

async function open(id) {
  show(h('p', { class: 'muted', role: 'status' }, 'Loading …'), 'Product');
  main.setAttribute('aria-busy', 'true');
  try {
    const { data } = await call('GET', `/products/${id}`);
    view(data);
  } catch (failure) {
    show(failure.status === 404 ? notFound('There is no such product, or not any more.') : trouble(failure, () => open(id)), 'Product');
  }
}

function created(product, files) {
  history.replaceState(null, '', `/ui/products/${product.id}`);
  view(product).addFiles(files);
  main.focus();
}

function view(product) {
  const view = productView(product, { onGone: () => show(notFound('This product was deleted.'), 'Deleted') });
  show(view.element, product.product_name);
  return view;
}

function show(content, title) {
  main.removeAttribute('aria-busy');
  main.replaceChildren(content);
  document.title = `${title} – Products`;
}

const notFound = text => h('div', { class: 'empty' }, h('h1', {}, text), h('a', { class: 'button', href: '/' }, 'To the catalogue'));

const trouble = (failure, again) => h('div', { class: 'notice bad', role: 'alert' },
  h('p', {}, failure.text ?? String(failure)), h('button', { type: 'button', class: 'button', onclick: again }, 'Try again'));
