// The state of each dependency, asked for again while the page is seen.
import { h, icon } from './dom.js';

const PAUSE = 5_000;
const TIMEOUT = 10_000;
const ICONS = { healthy: 'check', degraded: 'clock', unhealthy: 'cross', stopping: 'clock' };

export function watchHealth() {
  const place = document.getElementById('health');
  const status = document.getElementById('health-status');
  look();

  async function look() {
    if (!document.hidden) show(await read());
    setTimeout(look, PAUSE);
  }

  function show({ status: whole, dependencies, error }) {
    if (status.dataset.state !== whole) { // said once, not every few seconds
      status.dataset.state = whole;
      status.replaceChildren(badge(whole));
    }

    place.replaceChildren(error ? h('p', { class: 'muted' }, error)
      : h('ul', { class: 'dependencies', role: 'list' }, Object.entries(dependencies).map(([name, state]) => h('li', { class: 'panel dependency', 'data-name': name },
        h('h3', {}, name.replaceAll('_', ' ')), badge(state.status),
        h('p', { class: 'muted' }, [state.description, `${state.duration_ms} ms`].filter(Boolean).join(' · '))))));
  }
}

const badge = status => h('span', { class: `status ${status}` }, icon(ICONS[status] ?? 'clock'), status);

async function read() {
  try {
    const answer = await fetch('/health/ready', { signal: AbortSignal.timeout(TIMEOUT), cache: 'no-store' });
    const health = await answer.json();
    return health.dependencies ? health : { status: 'not told', error: 'The load balancer keeps the health of the front ends to itself. Open this page at a front end.' };
  } catch {
    return { status: 'unreachable', error: 'The server does not answer.' };
  }
}
