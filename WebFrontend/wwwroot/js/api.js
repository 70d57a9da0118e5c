// Calls of the API: JSON in, JSON out, within a time limit; and why one did not succeed, in words.
import * as session from './session.js';
import { askForToken } from './sign-in.js';

const TIMEOUT = 20_000;

/** Why a call did not succeed. */
export class ApiError extends Error {
  /** @param {number} status 0 when there was no answer. @param {object} problem As in RFC 9457. */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? 'The server did not answer as expected.');
    this.status = status;
    this.type = problem.type ?? '';
    this.revision = problem.revision;
    this.errors = problem.errors ?? {};
  }

  /** One sentence for each field, or the whole. */
  get text() {
    const fields = Object.entries(this.errors);
    return fields.length ? fields.map(([field, errors]) => `${field} ${errors.join(', ')}`).join('; ') : this.message;
  }
}

export const NO_ANSWER = { title: 'The server cannot be reached. Is it running?' };

export const authorization = () => session.token() ? { Authorization: `Bearer ${session.token()}` } : {};

/** @returns {Promise<{data: any, etag: string|null, status: number}>} @throws {ApiError} */
export async function call(method, path, { body, headers = {}, signal, type = 'application/json' } = {}) {
  const answer = await send(method, path, {
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...(body === undefined ? {} : { 'Content-Type': type }), ...headers },
    signal,
  });
  const data = answer.status === 204 ? null : await answer.json();
  return { data, etag: answer.headers.get('ETag'), status: answer.status };
}

/** @throws {ApiError} Unless the answer is one of success. A 401 asks for a token, and then tries again. */
export async function send(method, path, { body, headers, signal, timeout = TIMEOUT } = {}) {
  const answer = await answerTo(method, path, body, headers, signal, timeout);
  if (answer.status === 401) {
    await askForToken();
    return send(method, path, { body, headers, signal, timeout });
  }

  if (!answer.ok) {
    throw new ApiError(answer.status, await problemIn(answer));
  }

  return answer;
}

async function answerTo(method, path, body, headers, signal, timeout) {
  const signals = [signal, timeout ? AbortSignal.timeout(timeout) : null].filter(Boolean);
  try {
    return await fetch(path, { method, body, headers: { ...authorization(), ...headers }, signal: AbortSignal.any(signals), cache: 'no-cache' });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiError(0, failure.name === 'TimeoutError' ? { title: 'The server did not answer in time.' } : NO_ANSWER);
  }
}

const problemIn = answer => answer.json().catch(() => ({ title: `The server answered ${answer.status}.` }));
