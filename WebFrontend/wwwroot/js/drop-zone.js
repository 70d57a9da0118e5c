// Where files are dropped, or chosen by those who do not drag.
import { h, icon } from './dom.js';

/** @param {(files: File[]) => void} onFiles */
export function dropZone(onFiles) {
  const input = h('input', {
    type: 'file', multiple: true, accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif', class: 'visually-hidden',
    onchange: () => { onFiles([...input.files]); input.value = ''; },
  });
  const zone = h('label', { class: 'drop', ondragenter: over, ondragover: over, ondragleave: leave, ondrop: drop },
    icon('upload'), h('span', {}, h('strong', {}, 'Choose files'), ' or drop them here'), h('span', { class: 'muted' }, 'JPEG, PNG, WebP, AVIF or GIF'), input);
  return zone;

  function over(event) {
    event.preventDefault();
    zone.classList.add('over');
  }

  function leave() {
    zone.classList.remove('over');
  }

  function drop(event) {
    event.preventDefault();
    leave();
    const files = [...event.dataTransfer.files];
    if (files.length) onFiles(files);
  }
}
