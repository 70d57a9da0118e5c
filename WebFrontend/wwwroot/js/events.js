// Following a stream of server-sent events. Read with fetch, because EventSource cannot send a token.
import { authorization } from './api.js';
import { askForToken } from './sign-in.js';

const SILENCE = 45_000; // the server says something every 15 s
const ANSWER = 20_000;  // to begin with; it answers within 5 s
const HIDDEN = 10_000;  // then a page that nobody sees gives its connection back; it goes on where it was
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;

/**
 * Follows a stream until it is closed, over lost connections and restarts of the server; nothing is left out.
 * @param {string} path
 * @param {{onEvent: (name: string, data: any) => void, onState: (state: 'live'|'waiting'|'gone') => void}} listener
 * @returns {() => void} Ends it.
 */
export function follow(path, { onEvent, onState }) {
  const ended = new AbortController();
  let connection = null;
  let last = null;
  let failures = 0;
  let hiding = 0;

  const isAway = () => document.hidden && !hiding;
  const onVisibility = () => {
    clearTimeout(hiding);
    hiding = document.hidden ? setTimeout(() => { hiding = 0; connection?.abort(); }, HIDDEN) : 0;
  };
  document.addEventListener('visibilitychange', onVisibility, { signal: ended.signal });
  addEventListener('pagehide', () => connection?.abort(), { signal: ended.signal });
  run();
  return () => { ended.abort(); connection?.abort(); };

  async function run() {
    while (!ended.signal.aborted) {
      if (isAway()) await visible(ended.signal);
      const pause = await connect().catch(() => null);
      if (pause === 'gone') return onState('gone');
      if (ended.signal.aborted) return;
      onState('waiting');
      await sleep(pause ?? Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures++) * (0.5 + Math.random() / 2));
    }
  }

  /** @returns How long to wait before the next connection, in ms; null where failures decide; or 'gone'. */
  async function connect() {
    connection = new AbortController();
    const slow = setTimeout(() => connection.abort(), ANSWER);
    const answer = await fetch(path, {
      headers: { Accept: 'text/event-stream', ...authorization(), ...(last ? { 'Last-Event-ID': last } : {}) },
      signal: connection.signal,
      cache: 'no-store',
    }).finally(() => clearTimeout(slow));
    if (answer.status === 401) return askForToken().then(() => 0);
    if (answer.status === 404) return 'gone';
    if (!answer.ok) return answer.headers.has('Retry-After') ? Number(answer.headers.get('Retry-After')) * 1000 || null : null;

    onState('live');
    await read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
    return null;
  }

  async function read(reader) {
    let rest = '';
    while (true) {
      const silence = setTimeout(() => connection.abort(), SILENCE);
      const { value, done } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      const frames = (rest + value).split(/\r?\n\r?\n/);
      rest = frames.pop();
      frames.forEach(take);
    }
  }

  function take(frame) {
    failures = 0;
    const fields = {};
    for (const line of frame.split(/\r?\n/)) {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name) fields[name] = name === 'data' && 'data' in fields ? `${fields.data}\n${value}` : value;
    }

    if (fields.id) last = fields.id;
    if (fields.data) onEvent(fields.event ?? 'message', JSON.parse(fields.data));
  }
}

const sleep = ms => new Promise(done => setTimeout(done, ms));

const visible = signal => new Promise(done => {
  document.addEventListener('visibilitychange', done, { once: true, signal });
  signal.addEventListener('abort', done);
});
