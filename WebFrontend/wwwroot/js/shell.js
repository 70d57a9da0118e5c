// What all pages have in their head: who uses them.
import { h } from './dom.js';
import * as session from './session.js';

function show() {
  const subject = session.subject();
  const name = subject ?? session.user()?.name;
  document.getElementById('who').replaceChildren(...(name ? [
    h('span', { class: 'who-name', title: subject ? 'Signed in' : 'The owner of the products that you create' }, name),
    h('button', { type: 'button', class: 'button quiet', onclick: leave }, subject ? 'Sign out' : 'Not you?'),
  ] : []));
}

function leave() {
  if (session.token()) {
    session.signOut();
    location.reload();
  } else {
    session.forgetUser();
  }
}

session.onChange(show);
show();
