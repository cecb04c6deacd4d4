// In every page of vinted.fr, in a world of its own: carries one question from the worker to the page's side and one
// answer back. Nothing of StoFlow's passes but listings and photos: no token comes near this file.

(() => {
  const LONGEST_BODY = 8 * 1024 * 1024;
  const { port1: port, port2: theirs } = new MessageChannel();
  const waiting = new Map();
  let connected = false;

  // Both scripts run before any of the page's own, in either order; whoever comes second completes the handshake, and
  // the port never shows itself to the page.
  function hand_over() {
    if (connected) return;
    const offer = new MessageEvent('stoflow:port', { ports: [theirs], cancelable: true });
    connected = !window.dispatchEvent(offer);
  }

  window.addEventListener('stoflow:ready', hand_over);
  hand_over();

  port.onmessage = ({ data }) => {
    const answer = waiting.get(data?.id);
    waiting.delete(data?.id);
    answer?.(plain(data.reply));
  };

  // The page may have tampered with what comes from its side.
  function plain(reply) {
    const text = (value) => (typeof value === 'string' ? value : null);
    return {
      kind: text(reply?.kind),
      status: Number.isInteger(reply?.status) ? reply.status : 0,
      content_type: text(reply?.content_type) ?? '',
      datadome: text(reply?.datadome),
      retry_after: text(reply?.retry_after),
      body: (text(reply?.body) ?? '').slice(0, LONGEST_BODY),
    };
  }

  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return false;
    if (message.question === 'are_you_there') {
      answer(connected);
      return false;
    }
    const id = crypto.randomUUID();
    waiting.set(id, answer);
    port.postMessage({ id, request: message.request, photo: message.photo });
    return true;
  });

  document.addEventListener('DOMContentLoaded', () => {
    chrome.runtime.sendMessage({ type: 'vinted_page_loaded' }).catch(() => {});
  });
})();
