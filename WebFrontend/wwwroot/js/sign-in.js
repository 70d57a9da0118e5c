// The token that the API asks for where authentication is on. There is no password here: the issuer of tokens is elsewhere.
import { h } from './dom.js';
import * as session from './session.js';

let asking = null;

/** After a 401: asks for a token until one is given that can be read. Whoever asks meanwhile waits for the same answer. */
export function askForToken() {
  asking ??= ask(session.token() ? 'The token is not valid, or not any more.' : '').finally(() => { asking = null; });
  return asking;
}

function ask(reason) {
  return new Promise(done => {
    const input = h('textarea', { id: 'token', rows: 4, required: true, autocapitalize: 'off', autocomplete: 'off', 'aria-describedby': 'token-error' });
    const error = h('p', { id: 'token-error', class: 'error', role: 'alert' }, reason);
    const dialog = h('dialog', { 'aria-labelledby': 'token-title', closedBy: 'none', onclose: stay },
      h('form', { method: 'dialog', class: 'stack', onsubmit: submit },
        h('h2', { id: 'token-title' }, 'Sign in'),
        h('p', { class: 'muted' }, 'This catalogue is for those who have a token. It is kept in this tab only, and is gone when the tab is closed.'),
        h('label', { class: 'field' }, h('span', {}, 'Token (JWT)'), input),
        error,
        h('div', { class: 'actions' }, h('button', { class: 'button primary' }, 'Sign in'))));

    /** Where a browser does not know closedBy, Escape closes what must be answered. */
    function stay() {
      if (dialog.isConnected) dialog.showModal();
    }

    function submit(event) {
      event.preventDefault();
      const token = input.value.trim().replace(/^Bearer\s+/i, '');
      if (!session.claims(token)) {
        error.textContent = 'This is no token: three parts of letters and digits, with dots between them.';
        input.focus();
        return;
      }

      session.signIn(token);
      dialog.close();
      dialog.remove();
      done();
    }

    document.body.append(dialog);
    dialog.showModal();
  });
}
