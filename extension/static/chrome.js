// The browser, in as few words as the brain in pkg/ needs. Passes on; decides nothing.

const SITE = 'https://www.vinted.fr/';
const MEMORY = 'memory';
const OWN_TAB = 'own_tab';

// Longer than the page's own limit for a request, so that its answer still arrives.
const ANSWER_MS = 110_000;
const SIGN_OF_LIFE_MS = 2_000;
const SERVER_MS = 20_000;

const LARGEST_PHOTO = 16 * 1024 * 1024;
const LONGEST_ANSWER = 100_000;

export const sleep = (ms) => new Promise((over) => setTimeout(over, ms));

export async function load() {
  const stored = await chrome.storage.local.get(MEMORY);
  return stored[MEMORY];
}

export const store = (text) => chrome.storage.local.set({ [MEMORY]: text });

export async function vinted_tabs() {
  const tabs = await chrome.tabs.query({ url: `${SITE}*` });
  const known = tabs.map(({ id, discarded, active, lastAccessed }) => ({ id, discarded, active, lastAccessed }));
  return JSON.stringify(known);
}

export async function own_tab() {
  const stored = await chrome.storage.session.get(OWN_TAB);
  return stored[OWN_TAB];
}

export async function open_own_tab() {
  const tab = await chrome.tabs.create({ url: SITE, active: false });
  await chrome.storage.session.set({ [OWN_TAB]: tab.id });
  return tab.id;
}

export const close_tab = (tab) => chrome.tabs.remove(tab);

export async function is_there(tab) {
  const question = chrome.tabs.sendMessage(tab, { question: 'are_you_there' }, { frameId: 0 });
  return (await within(SIGN_OF_LIFE_MS, question)) === true;
}

export async function ask_tab(tab, request, photo) {
  const question = { question: 'ask', request: JSON.parse(request), photo };
  const answer = await within(ANSWER_MS, chrome.tabs.sendMessage(tab, question, { frameId: 0 }));
  return JSON.stringify(answer);
}

export async function photo(url) {
  const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(SERVER_MS) });
  const bytes = new Uint8Array(response.ok ? await response.arrayBuffer() : []);
  if (bytes.length === 0 || bytes.length > LARGEST_PHOTO) throw new Error(`no photo: HTTP ${response.status}`);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

export async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    credentials: 'omit',
    signal: AbortSignal.timeout(SERVER_MS),
  });
  const text = await response.text();
  return JSON.stringify({ status: response.status, body: text.slice(0, LONGEST_ANSWER) });
}

export function show_badge(text, colour) {
  chrome.action.setBadgeText({ text });
  chrome.action.setBadgeBackgroundColor({ color: colour });
}

export const start_alarm = () => void chrome.alarms.create('wake', { periodInMinutes: 0.5 });

export const stop_alarm = () => void chrome.alarms.clear('wake');

export const restart = () => chrome.runtime.reload();

function within(ms, answer) {
  const late = new Promise((_, give_up) => setTimeout(give_up, ms, new Error('too late')));
  return Promise.race([answer, late]);
}
