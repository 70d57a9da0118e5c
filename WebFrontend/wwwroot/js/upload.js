// Uploading one file. With XMLHttpRequest, which tells how far it is.
import { ApiError, authorization, NO_ANSWER } from './api.js';
import { askForToken } from './sign-in.js';

const STALLED = 60_000;

/**
 * @param {string} productId
 * @param {File} file
 * @param {(share: number) => void} onProgress Between 0 and 1.
 * @returns {Promise<object>} The new image. @throws {ApiError}
 */
export async function upload(productId, file, onProgress) {
  const answer = await post(`/products/${productId}/images`, file, onProgress);
  if (answer.status === 401) {
    await askForToken();
    return upload(productId, file, onProgress);
  }

  if (answer.status !== 202) throw new ApiError(answer.status, answer.data ?? NO_ANSWER);
  return answer.data.items[0];
}

function post(path, file, onProgress) {
  return new Promise(done => {
    const request = new XMLHttpRequest();
    let stalled = 0;
    const moved = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED);
    };
    const end = () => {
      clearTimeout(stalled);
      done({ status: request.status, data: parse(request.responseText) });
    };

    request.upload.addEventListener('progress', event => {
      moved();
      onProgress(event.loaded / event.total);
    });
    request.addEventListener('loadend', end);
    request.open('POST', path);
    for (const [name, value] of Object.entries({ ...authorization(), 'If-Match': '*' })) request.setRequestHeader(name, value);
    const form = new FormData();
    form.append('file', file, file.name);
    moved();
    request.send(form);
  });
}

const parse = text => { try { return JSON.parse(text); } catch { return null; } };
