// Who uses the page. With authentication, a token, kept until the tab is closed; without, the user of this browser.

const TOKEN = 'products.token';
const USER = 'products.user';

const events = new EventTarget();
const parse = text => { try { return JSON.parse(text); } catch { return null; } };

export const token = () => sessionStorage.getItem(TOKEN);

/** {id, name}, or null. */
export const user = () => parse((token() ? sessionStorage : localStorage).getItem(USER));

export function rememberUser({ id, name }) {
  (token() ? sessionStorage : localStorage).setItem(USER, JSON.stringify({ id, name }));
  events.dispatchEvent(new Event('change'));
}

export function forgetUser() {
  (token() ? sessionStorage : localStorage).removeItem(USER);
  events.dispatchEvent(new Event('change'));
}

export function signIn(text) {
  sessionStorage.setItem(TOKEN, text);
  sessionStorage.removeItem(USER);
  events.dispatchEvent(new Event('change'));
}

export function signOut() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(USER);
  events.dispatchEvent(new Event('change'));
}

export const onChange = listener => events.addEventListener('change', listener);

/** What a token says of itself; null when it is none. The server alone decides what it is worth. */
export function claims(text) {
  try {
    const part = text.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), letter => letter.charCodeAt(0))));
  } catch {
    return null;
  }
}

export const subject = () => token() ? claims(token())?.sub ?? null : null;
