// In every page of vinted.fr, among the page's own scripts: makes one request as the page would, with its cookies and
// its CSRF token. No global, no state but the token, nothing of chrome.*; whatever it says counts as the page's word.

(() => {
  const API = '/api/v2/';
  const LONGEST_BODY = 8 * 1024 * 1024;
  const REQUEST_MS = 90_000;
  const parsed = new Promise((go) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', go, { once: true });
    else go();
  });
  let csrf_token;

  window.addEventListener('stoflow:port', function take(event) {
    const [port] = event.ports;
    window.removeEventListener('stoflow:port', take);
    event.preventDefault();
    event.stopImmediatePropagation();
    port.onmessage = async ({ data: { id, request, photo } }) => {
      const reply = await answer(request, photo);
      port.postMessage({ id, reply });
    };
  });
  window.dispatchEvent(new Event('stoflow:ready'));

  async function answer(request, photo) {
    let prepared;
    try {
      prepared = await prepare(request, photo);
    } catch {
      // Nothing was sent.
      return { kind: 'no_tab' };
    }
    try {
      return await send(request.path, prepared);
    } catch {
      return { kind: 'lost' };
    }
  }

  async function prepare({ method, path, headers, body, csrf }, photo) {
    if (!path.startsWith(API)) throw new Error('not a call of the site');
    await parsed;
    await find_csrf_token(csrf);
    const prepared = new Headers([
      ['accept', 'application/json, text/plain, */*,image/webp'],
      ['locale', 'fr'],
      ...headers,
    ]);
    const anonymous = anonymous_id();
    if (csrf_token) prepared.set('x-csrf-token', csrf_token);
    if (anonymous) prepared.set('x-anon-id', anonymous);
    if (body.kind === 'json') prepared.set('content-type', 'application/json');
    return { method, headers: prepared, body: payload(body, photo) };
  }

  function payload(body, photo) {
    switch (body.kind) {
      case 'json':
        return JSON.stringify(body.value);
      case 'form': {
        const form = new FormData();
        for (const [name, value] of body.fields) form.append(name, value);
        const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
        form.append(body.file.field, new File([bytes], body.file.name, { type: body.file.content_type }));
        return form;
      }
      default:
        return undefined;
    }
  }

  // The page's own fetch, with whatever the site has put around it: a bot check can show itself in this tab.
  async function send(path, prepared) {
    const response = await window.fetch(new URL(path, location.origin), {
      ...prepared,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const body = await response.text();
    return {
      kind: 'answered',
      status: response.status,
      content_type: response.headers.get('content-type') ?? '',
      datadome: response.headers.get('x-datadome'),
      retry_after: response.headers.get('retry-after'),
      body: body.length > LONGEST_BODY ? '' : body,
    };
  }

  async function find_csrf_token(which) {
    if (which === 'fresh') {
      const page = await window.fetch('/', { credentials: 'same-origin', signal: AbortSignal.timeout(REQUEST_MS) });
      csrf_token = token_in(await page.text());
    }
    csrf_token ??= token_in(document.documentElement.innerHTML);
  }

  // The inline bootstrap writes it as JSON, often inside a string with escaped quotes.
  const token_in = (html) => /\\?"CSRF_TOKEN\\?"\s*:\s*\\?"([\w-]+)/.exec(html)?.[1];

  const anonymous_id = () => /(?:^|; )anon_id=([^;]+)/.exec(document.cookie)?.[1];
})();
