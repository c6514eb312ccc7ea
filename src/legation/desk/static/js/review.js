'use strict';
// Keys of the pages on which people decide: each key presses the button or follows the link that names it in data-key.

const SWITCH = 'legation_keys';
const WRITING = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]';
const PRESSED = 'a[href], button, summary, input';

const keysOn = () => localStorage.getItem(SWITCH) !== 'off';

function keyOf(event) {
  return event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function rests(event) {
  const at = event.target instanceof Element ? event.target : document.body;
  const own = (event.key === ' ' || event.key === 'Enter') && at.closest(PRESSED);
  const moving = event.key.startsWith('Arrow') && at.matches('input[type=radio]');
  return event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || at.closest(WRITING) || own || moving;
}

function openForm(link) {
  const form = document.getElementById(link.dataset.opens);
  form.closest('details').open = true;
  form.querySelector('select, input:not([type=hidden])').focus();
}

function toggle(number) {
  const wrong = document.querySelector(`[data-toggle="${number}"]`);
  if (!wrong) return false;
  const pair = [...document.getElementsByName(wrong.name)];
  const other = pair.find((radio) => !radio.checked);
  other.checked = true;
  other.focus();
  return true;
}

function onKey(event) {
  if (!keysOn() || rests(event)) return;
  const key = keyOf(event);
  if (/^[1-9]$/.test(key) && toggle(key)) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!meant) return;
  event.preventDefault();
  meant.click();
}

function onlyOfType(select) {
  const form = select.form;
  const type = form.elements[select.dataset.byType].value;
  for (const part of select.querySelectorAll('[data-types]')) {
    const fits = !type || part.dataset.types.split(' ').includes(type);
    part.hidden = !fits;
    part.disabled = !fits;
  }
  const chosen = select.selectedOptions[0];
  if (chosen && (chosen.disabled || chosen.parentElement.disabled)) select.value = '';
}

function followTypes() {
  for (const select of document.querySelectorAll('[data-by-type]')) {
    onlyOfType(select);
    select.form.elements[select.dataset.byType].addEventListener('change', () => onlyOfType(select));
  }
}

function showSwitch(button) {
  const show = () => {
    button.textContent = keysOn() ? 'Keys are on' : 'Keys are off';
    button.setAttribute('aria-pressed', String(keysOn()));
  };
  button.hidden = false;
  show();
  button.addEventListener('click', () => {
    localStorage.setItem(SWITCH, keysOn() ? 'off' : 'on');
    show();
  });
}

document.addEventListener('keydown', onKey);
document.querySelectorAll('[data-opens]').forEach((link) => link.addEventListener('click', (event) => { event.preventDefault(); openForm(link); }));
document.querySelectorAll('[data-keys-switch]').forEach(showSwitch);
followTypes();
if (document.querySelector('.correct[open] [aria-invalid]')) document.querySelector('.correct [aria-invalid]').focus();
