'use strict';
/* The report reader: one event at a time is lit in the text and in the list, by pointer, focus or keys. Without it all events stay lit. */
(() => {
  const reader = document.querySelector('.reader');
  const cards = reader ? [...reader.querySelectorAll('.card')] : [];
  if (!cards.length) return;

  const LETTERS = 'legation-letters';
  const ROLES = ['actor', 'recipient', 'anchor', 'repeat', 'date', 'place', 'attribution', 'vessel', 'figure', 'saying', 'sentence'];
  const list = reader.querySelector('.events');
  const steps = reader.querySelector('.steps');
  const now = reader.querySelector('.now');
  const order = cards.map((card) => card.dataset.event);
  const cardOf = new Map(cards.map((card) => [card.dataset.event, card]));
  const wordsOf = new Map(order.map((id) => [id, []]));
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let chosen = null;
  let shown = null;

  const rolesOf = (word) => {
    const roles = word.dataset.roles.split(' ');
    return word.dataset.events.split(' ').map((id, at) => ({ id, roles: roles[at].split('+') }));
  };
  for (const word of reader.querySelectorAll('[data-events]')) {
    for (const { id, roles } of rolesOf(word)) wordsOf.get(id)?.push({ word, roles });
  }

  const light = (id) => {
    if (id === shown) return;
    if (shown) {
      cardOf.get(shown).classList.remove('on');
      for (const { word } of wordsOf.get(shown)) word.classList.remove('on', ...ROLES.map((role) => `as-${role}`));
    }
    shown = id;
    reader.classList.toggle('choosing', Boolean(id));
    if (!id) return;
    cardOf.get(id).classList.add('on');
    for (const { word, roles } of wordsOf.get(id)) word.classList.add('on', ...roles.map((role) => `as-${role}`));
  };

  const tell = () => {
    const card = cardOf.get(chosen);
    now.textContent = card ? `${order.indexOf(chosen) + 1} of ${order.length}: ${card.querySelector('.line').textContent.trim()}` : `${order.length} in all`;
    if (card) now.href = card.querySelector('a').getAttribute('href');
    else now.removeAttribute('href');
  };

  const choose = (id) => {
    chosen = id;
    light(id);
    tell();
  };

  const scrolls = () => getComputedStyle(list).position === 'sticky' && list.scrollHeight > list.clientHeight;

  const revealCard = (id) => {
    if (!scrolls()) return;
    const card = cardOf.get(id);
    const frame = list.getBoundingClientRect();
    const place = card.getBoundingClientRect();
    const top = frame.top + steps.offsetHeight;
    if (place.top >= top && place.bottom <= frame.bottom) return;
    list.scrollBy({ top: place.top - top - (frame.height - place.height) / 3, behavior: calm.matches ? 'auto' : 'smooth' });
  };

  const revealWords = (id) => {
    const found = wordsOf.get(id);
    const best = (found.find(({ roles }) => roles.includes('anchor')) ?? found.find(({ roles }) => roles.includes('saying')) ?? found[0])?.word;
    if (!best) return;
    const fold = best.closest('details');
    if (fold) fold.open = true;
    const place = best.getBoundingClientRect();
    if (place.top >= 60 && place.bottom <= innerHeight - 80) return;
    best.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
  };

  /* Of the events that a word tells of: the one that is lit already, else the one whose act it is, else the first. */
  const meant = (word) => {
    const told = rolesOf(word).filter(({ id, roles }) => cardOf.has(id) && roles.some((role) => role !== 'sentence'));
    return (told.find(({ id }) => id === chosen) ?? told.find(({ roles }) => roles.includes('anchor')) ?? told[0])?.id;
  };
  const following = (word) => {
    const told = rolesOf(word).filter(({ id, roles }) => cardOf.has(id) && roles.some((role) => role !== 'sentence'));
    return told[(told.findIndex(({ id }) => id === chosen) + 1) % told.length]?.id;
  };

  const go = (step) => {
    const at = order.indexOf(chosen);
    const next = at < 0 ? (step > 0 ? 0 : order.length - 1) : (at + step + order.length) % order.length;
    choose(order[next]);
    revealCard(order[next]);
    revealWords(order[next]);
  };
  const goAndFocus = (step) => {
    go(step);
    cardOf.get(chosen).querySelector('a').focus({ preventScroll: true });
  };

  reader.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse' || event.buttons) return;
    const word = event.target.closest('[data-events]');
    const card = event.target.closest('.card');
    const id = card ? card.dataset.event : word && meant(word);
    light(id || chosen);
    if (id && word) revealCard(id);
  });
  reader.addEventListener('pointerleave', () => light(chosen));

  reader.addEventListener('focusin', (event) => {
    const word = event.target.closest('[data-events]');
    const card = event.target.closest('.card');
    const id = card ? card.dataset.event : word && meant(word);
    if (!id || !event.target.matches(':focus-visible')) return;
    choose(id);
    if (card) revealWords(id);
    else revealCard(id);
  });

  reader.addEventListener('click', (event) => {
    const step = event.target.closest('[data-step]');
    if (step) {
      go(Number(step.dataset.step));
      return;
    }
    const card = event.target.closest('.card');
    const word = event.target.closest('[data-events]');
    if (card && event.target.closest('.there')) {
      event.preventDefault();
      choose(card.dataset.event);
      revealWords(card.dataset.event);
    } else if (card && !event.target.closest('a')) {
      choose(card.dataset.event);
      revealWords(card.dataset.event);
    } else if (word && !event.target.closest('a') && getSelection().isCollapsed) {
      const id = following(word);
      if (!id) return;
      choose(id);
      revealCard(id);
    } else if (!event.target.closest('a, button, summary, label, input') && getSelection().isCollapsed) {
      choose(null);
    }
  });

  const letters = document.getElementById('letters');
  letters.checked = localStorage.getItem(LETTERS) !== 'off';
  letters.addEventListener('change', () => localStorage.setItem(LETTERS, letters.checked ? 'on' : 'off'));

  const STEP = { n: 1, j: 1, p: -1, k: -1 };
  const ARROWS = { ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, [contenteditable]')) return;
    const step = (letters.checked && STEP[event.key]) || (event.target.closest('.card') && ARROWS[event.key]);
    if (step) {
      event.preventDefault();
      goAndFocus(step);
    } else if (event.key === 'Escape') {
      choose(null);
    }
  });

  reader.classList.add('js');
  steps.hidden = false;
  reader.querySelector('.manual').hidden = false;
  tell();
})();
