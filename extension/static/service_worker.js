// The worker's ears: each listener stands from the first turn on, as Chrome demands, and waits for the brain inside.

import init, * as brain from './pkg/stoflow_extension.js';

const ready = start();

async function start() {
  // The device token lies in this storage; pages of vinted.fr must not see it, nor our script in them.
  await chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  await init({ module_or_path: chrome.runtime.getURL('pkg/stoflow_extension_bg.wasm') });
  const { brands = [], platform = '' } = navigator.userAgentData ?? {};
  await brain.wake(
    JSON.stringify({
      extension_id: chrome.runtime.id,
      version: chrome.runtime.getManifest().version,
      brands: brands.map(({ brand }) => brand),
      platform,
    }),
  );
}

function answer(said, message, sender, reply) {
  ready
    .then(() => said(JSON.stringify(sender), JSON.stringify(message)))
    .then((text) => reply(JSON.parse(text)))
    .catch(() => reply(null));
  // Chrome keeps the line open for an answer that comes later.
  return true;
}

chrome.runtime.onMessage.addListener((message, sender, reply) => answer(brain.said_inside, message, sender, reply));
chrome.runtime.onMessageExternal.addListener((message, sender, reply) => answer(brain.said_outside, message, sender, reply));
chrome.runtime.onStartup.addListener(() => ready.then(brain.browser_started));
chrome.runtime.onUpdateAvailable.addListener(() => ready.then(brain.update_waits));
chrome.alarms.onAlarm.addListener(() => ready.then(brain.alarm_rang));
