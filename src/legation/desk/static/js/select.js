'use strict';
// Words selected in a report become the parts of an event that the coder missed. Places are told in code points of the canonical text.

const PARTS = [['act', 'the act', '1'], ['who', 'who acts', '2'], ['whom', 'upon whom', '3'], ['when', 'when', '4'], ['where', 'where', '5']];
const codePoints = (words) => [...words].length;
const form = document.querySelector('.add-form');
let chosen = null;

function blockOf(node) {
  const element = node instanceof Element ? node : node.parentElement;
  return element && element.closest('.block[data-start]');
}

function offsetIn(block, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return codePoints(before.toString());
}

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  if (!block) return null;
  if (blockOf(range.endContainer) !== block) range.setEnd(block, block.childNodes.length);
  const words = range.toString();
  const bare = words.trim();
  if (!bare) return null;
  const start = Number(block.dataset.start) + offsetIn(block, range.startContainer, range.startOffset) + codePoints(words) - codePoints(words.trimStart());
  return { words: bare, start, end: start + codePoints(bare), box: range.getBoundingClientRect() };
}

function fill(name, found) {
  const words = form.elements[name];
  const at = form.elements[`${name}_at`];
  const more = name.startsWith('who') && words.value.trim() && at.value;
  words.value = more ? `${words.value}; ${found.words}` : found.words;
  at.value = more ? `${at.value};${found.start} ${found.end}` : `${found.start} ${found.end}`;
  words.classList.add('taken');
}

function makeBar() {
  const bar = document.createElement('div');
  bar.className = 'select-bar';
  bar.hidden = true;
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'The selected words are');
  for (const [name, label, key] of PARTS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `small second part-${name}`;
    button.textContent = label;
    button.title = `Key ${key}`;
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => take(name));
    bar.append(button);
  }
  document.body.append(bar);
  return bar;
}

function take(name) {
  if (!chosen) return;
  fill(name, chosen);
  form.closest('details').open = true;
  form.closest('.add-event').classList.add('at-hand');
  said.textContent = `“${chosen.words}” is ${PARTS.find((part) => part[0] === name)[1]}.`;
  bar.hidden = true;
  document.getSelection().removeAllRanges();
  chosen = null;
}

function place() {
  chosen = selected();
  bar.hidden = !chosen;
  if (!chosen) return;
  const width = bar.offsetWidth;
  const left = Math.min(Math.max(8, chosen.box.left), document.documentElement.clientWidth - width - 8);
  const below = chosen.box.bottom + 8;
  bar.style.left = `${left + window.scrollX}px`;
  bar.style.top = `${below + window.scrollY}px`;
}

function onKey(event) {
  if (bar.hidden || event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, textarea, select')) return;
  const part = PARTS.find(([, , key]) => key === event.key);
  if (part) { event.preventDefault(); take(part[0]); }
  if (event.key === 'Escape') document.getSelection().removeAllRanges();
}

function onlyOfType(select) {
  const type = form.elements[select.dataset.byType].value;
  for (const part of select.querySelectorAll('[data-types]')) {
    part.hidden = part.disabled = !part.dataset.types.split(' ').includes(type);
  }
  const option = select.selectedOptions[0];
  if (option && (option.disabled || option.parentElement.disabled)) select.value = '';
}

function putBack(event) {
  if (!event.target.open) event.target.closest('.add-event').classList.remove('at-hand');
}

const bar = makeBar();
const said = document.createElement('p');
said.className = 'said';
said.setAttribute('role', 'status');
form.before(said);
document.addEventListener('selectionchange', place);
form.closest('details').addEventListener('toggle', putBack);
document.addEventListener('keydown', onKey);
for (const words of form.querySelectorAll('[data-words]')) {
  words.addEventListener('input', () => { form.elements[`${words.name}_at`].value = ''; words.classList.remove('taken'); });
}
for (const select of form.querySelectorAll('[data-by-type]')) {
  onlyOfType(select);
  form.elements[select.dataset.byType].addEventListener('change', () => onlyOfType(select));
}
place();
