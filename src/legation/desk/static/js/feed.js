'use strict';

/* The feed's keys, and its quiet bar of what is new. Everything else works without this file. */

const live = document.getElementById('live');
const dialog = document.getElementById('keys');
const STORED = 'legation-keys-off';

/* What is new ------------------------------------------------------------------------------------------------------ */

let source = null;
let newest = Number(live.dataset.newest);

/** The address of word of what is new, counted from what this page shows. */
function liveAddress() {
  const address = new URL(live.dataset.live, location.href);
  address.searchParams.set('after', String(newest));
  return address;
}

/** Listens while the page is in sight, and only then. */
function listen() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource(liveAddress());
    source.addEventListener('news', (event) => tell(JSON.parse(event.data)));
  }
}

function some(number, one, many) {
  return number ? `${number.toLocaleString('en')} ${number === 1 ? one : many}` : '';
}

/** Shows how much is new, once for each change. */
function tell(news) {
  const words = [some(news.new, 'new entry', 'new entries'), some(news.changed, 'entry changed', 'entries changed')].filter(Boolean).join(', ');
  const button = live.querySelector('button') ?? live.appendChild(document.createElement('button'));
  button.type = 'button';
  button.textContent = words;
  button.onclick = () => load(button, words);
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Puts what is new above the list, and counts anew; the list itself stays as it was. */
async function load(button, words) {
  button.disabled = true;
  try {
    const address = liveAddress();
    address.pathname = '/';
    const [arrived, whole] = await Promise.all([get(address), get(location.href)]);
    show([...arrived.querySelectorAll('#entries > .day')], words);
    for (const part of ['.count', '.facets']) {
      const [old, now] = [document.querySelector(part), whole.querySelector(part)];
      if (old && now) old.replaceWith(document.importNode(now, true));
    }
    newest = Number(arrived.getElementById('live').dataset.newest);
    live.replaceChildren();
    source?.close();
    source = null;
    listen();
  } catch {
    button.disabled = false;
    button.textContent = 'The desk did not answer. Try again';
  }
}

function show(days, words) {
  const section = document.createElement('section');
  const title = section.appendChild(document.createElement('h2'));
  section.className = 'arrived';
  title.textContent = `Just stored: ${words}`;
  section.append(...days.map((day) => document.importNode(day, true)));
  document.getElementById('entries').prepend(section);
  document.querySelector('#entries > .nothing')?.remove();
  goTo(section.querySelector('.open'));
}

/* Keys ------------------------------------------------------------------------------------------------------------- */

function entries() {
  return [...document.querySelectorAll('#entries .open')];
}

function goTo(link) {
  link?.focus({preventScroll: true});
  link?.closest('.act').scrollIntoView({block: 'nearest'});
}

/** Moves from the entry in focus, or else from the first in sight. */
function move(by) {
  const all = entries();
  const at = all.indexOf(document.activeElement?.closest('.act')?.querySelector('.open'));
  const inSight = all.findIndex((link) => link.getBoundingClientRect().top >= 0);
  goTo(at >= 0 ? all[at + by] : all[Math.max(0, inSight)]);
}

function isTyping(target) {
  return target.closest('input, select, textarea, [contenteditable]') !== null;
}

const ACTIONS = {
  'j': () => move(1),
  'k': () => move(-1),
  'n': () => live.querySelector('button')?.click(),
  '/': () => document.getElementById('words').focus(),
  '?': () => dialog.showModal(),
};

function lettersWork() {
  return document.getElementById('keys-on').checked;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialog.open) return;
  const arrow = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const action = arrow && event.target.closest('.act') ? () => move(arrow) : lettersWork() ? ACTIONS[event.key] : undefined;
  if (!action) return;
  event.preventDefault();
  action();
});

/** A reader's choice is kept in this browser, where it keeps anything. */
function keep() {
  try {
    localStorage.setItem(STORED, lettersWork() ? '' : 'off');
  } catch {
    /* The choice lasts as long as the page. */
  }
}

function kept() {
  try {
    return localStorage.getItem(STORED) === 'off';
  } catch {
    return false;
  }
}

document.getElementById('keys-on').checked = !kept();
document.getElementById('keys-on').addEventListener('change', keep);
document.getElementById('keys-button').hidden = false;
document.getElementById('keys-button').addEventListener('click', () => dialog.showModal());
document.addEventListener('visibilitychange', listen);
listen();
