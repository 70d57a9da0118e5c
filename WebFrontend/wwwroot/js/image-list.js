// The images of a product, each a card that is kept while the image is there, so that nothing that one does in it is lost.
import { h } from './dom.js';
import { imageCard } from './image-card.js';

/** @returns {{element: Element, show: (images: object[]) => void, remember: (imageId: string, file: File) => void}} */
export function imageList(productId, { onChanged }) {
  const element = h('ul', { class: 'images', role: 'list' });
  const none = h('p', { class: 'muted' }, 'No images yet.');
  const cards = new Map();
  const files = new Map();

  return {
    element: h('div', {}, none, element),
    show(images) {
      none.hidden = images.length > 0;
      drop(images);
      images.forEach((image, index) => place(cardOf(image).element, index));
    },
    remember(imageId, file) {
      files.set(imageId, URL.createObjectURL(file)); // what was uploaded is not published, but whoever has it may look at it
    },
  };

  function cardOf(image) {
    const card = cards.get(image.id) ?? imageCard(productId, image.id, { onChanged, fileOf: () => files.get(image.id) });
    cards.set(image.id, card);
    card.show(image);
    return card;
  }

  function place(card, index) {
    if (element.children[index] !== card) element.insertBefore(card, element.children[index] ?? null);
  }

  function drop(images) {
    for (const [id, card] of cards) {
      if (images.some(image => image.id === id)) continue;
      card.element.remove();
      cards.delete(id);
      if (files.has(id)) URL.revokeObjectURL(files.get(id));
      files.delete(id);
    }
  }
}
