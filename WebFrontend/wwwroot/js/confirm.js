// A question before what cannot be undone.
import { h } from './dom.js';

/** @returns {Promise<boolean>} Whether it was confirmed. */
export function confirm(question, consequence, verb) {
  return new Promise(done => {
    const answer = yes => { dialog.close(); dialog.remove(); done(yes); };
    const dialog = h('dialog', { role: 'alertdialog', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text', oncancel: () => answer(false) },
      h('h2', { id: 'confirm-title' }, question),
      h('p', { id: 'confirm-text', class: 'muted' }, consequence),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'button', autofocus: true, onclick: () => answer(false) }, 'Cancel'),
        h('button', { type: 'button', class: 'button danger', onclick: () => answer(true) }, verb)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
