// Paints what the worker says and passes on what the person presses. The texts lie in _locales.

const by_id = (id) => document.getElementById(id);
const text = ({ name, blanks }) => chrome.i18n.getMessage(name, blanks);
const LOOK_AGAIN_MS = 1_000;

document.documentElement.lang = chrome.i18n.getMessage('language');
for (const element of document.querySelectorAll('[data-text]')) {
  element.textContent = chrome.i18n.getMessage(element.dataset.text);
}

async function say(message) {
  const view = await chrome.runtime.sendMessage(message);
  if (view) paint(view);
  return view;
}

function paint(view) {
  by_id('version').textContent = view.version;
  by_id('pairing').hidden = view.shop !== null;
  by_id('paired').hidden = view.shop === null;
  by_id('shop').textContent = view.shop;
  light(by_id('connection'), view.connection);
  light(by_id('vinted'), view.vinted);
  advise(view.advice);
  show_work(view);
  by_id('pause').hidden = view.paused;
  by_id('resume').hidden = !view.paused;
}

function light(element, { tone, text: words }) {
  element.dataset.tone = tone;
  element.textContent = text(words);
}

function advise(advice) {
  const box = by_id('advice');
  box.hidden = advice === null;
  if (advice === null) return;
  put(box.querySelector('p'), text(advice.text));
  const button = box.querySelector('button');
  put(button, text(advice.button));
  button.onclick = () => chrome.tabs.create({ url: advice.url });
}

function show_work({ doing, idle }) {
  put(by_id('idle'), text(idle));
  by_id('idle').hidden = doing !== null;
  by_id('busy').hidden = doing === null;
  if (doing === null) return;
  put(by_id('title'), doing.title);
  put(by_id('step'), text(doing.step));
  put(by_id('wait'), doing.wait ? text(doing.wait) : '');
  by_id('bar').max = doing.of;
  by_id('bar').value = doing.done;
}

// What has not changed is not written again: a screen reader would read it again.
function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

by_id('pair').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { code, server } = Object.fromEntries(new FormData(event.target));
  put(by_id('problem'), '');
  event.submitter.disabled = true;
  const view = await say({ type: 'pair', server, code });
  event.submitter.disabled = false;
  put(by_id('problem'), view?.problem ? text(view.problem) : '');
});

for (const button of document.querySelectorAll('[data-says]')) {
  button.addEventListener('click', () => say({ type: button.dataset.says }));
}

const ask_if_sure = (asking) => {
  by_id('sure').hidden = !asking;
  by_id('unpair').hidden = asking;
};
by_id('unpair').addEventListener('click', () => ask_if_sure(true));
by_id('sure').addEventListener('click', () => ask_if_sure(false));

const first = await say({ type: 'look' });
by_id('server').value = first?.server ?? '';
setInterval(() => say({ type: 'look' }), LOOK_AGAIN_MS);
