// Building a page out of elements. Text is always text: nothing here, or elsewhere, parses HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. A property is set as such (class, for and data-… as attributes), a function on… is a listener; null children are left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.startsWith('aria') && name !== 'role') element[name] = value;
    else element.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : value);
  }

  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  check: 'M5 12.5 10 17.5 19 7',
  clock: 'M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  cross: 'M12 8v5m0 3.2v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  retry: 'M4 12a8 8 0 1 0 2.5-5.800M4 4v4.5h4.5',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.400L17 7M10.5 11v5M13.5 11v5',
  pencil: 'M5 19h3.5L19 8.5 15.5 5 5 15.5V19Z',
  image: 'M4 5.5h16v13H4ZM4 16l4.5-4.5 4 4 2.5-2.5 5 4.5M15.5 9.5h.1',
  upload: 'M12 15.5v-11M7.5 8.5 12 4l4.5 4.5M5 15.5v4h14v-4',
  back: 'M19 12H5.5M11 6l-6 6 6 6',
};

/** A small drawing beside a text, or in a button that has a label; never the only sign of anything. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}

/** Says something to those who hear the page. Said again if it is the same. */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

/** A listener that does nothing while it is still at work. The control is not disabled meanwhile, for it would lose the focus. */
export function once(action) {
  let isBusy = false;
  return async event => {
    event?.preventDefault();
    if (isBusy) return;
    isBusy = true;
    try {
      await action(event);
    } finally {
      isBusy = false;
    }
  };
}

let ids = 0;

/** A control with its label above it and its error below it. The label says what it is, and the error only what is wrong. */
export function field(label, control) {
  const id = `field-${++ids}`;
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-error`);
  return h('div', { class: 'field' }, h('label', { for: id }, label), control, h('p', { id: `${id}-error`, class: 'error', 'data-error': control.name }));
}
