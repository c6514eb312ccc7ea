'use strict';
// The mirrored bars, drawn anew where scripts run: by month, quarter or year, statuses chosen, each bar's numbers at the pointer. And the print button.

const LAYERS = ['material', 'verbal', 'planned', 'hypothetical', 'denied'];
const WORDS = {material: 'in deeds', verbal: 'in words', planned: 'planned', hypothetical: 'only possible', denied: 'denied'};
const UNITS = ['month', 'quarter', 'year'];

function label(month, unit) {
  if (unit === 'month') return month;
  return unit === 'year' ? month.slice(0, 4) : `${month.slice(0, 4)} Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

function everyMonth(first, last) {
  const found = [];
  for (let n = Number(first.slice(0, 4)) * 12 + Number(first.slice(5)) - 1; ; n += 1) {
    const month = `${String(Math.floor(n / 12)).padStart(4, '0')}-${String(n % 12 + 1).padStart(2, '0')}`;
    if (month > last) return found;
    found.push(month);
  }
}

function layerOf(quad, status) {
  return status !== 'occurred' ? status : quad % 2 ? 'verbal' : 'material';
}

/** The pieces of all bars, stacked from the line outwards, and each period's numbers in words. */
function stacked(months, unit, shown) {
  const periods = [...new Set(everyMonth(months[0][0], months[months.length - 1][0]).map(month => label(month, unit)))];
  const sums = new Map();
  for (const [month, quad, status, entries] of months) {
    const key = `${label(month, unit)}|${quad < 3 ? 'up' : 'down'}|${layerOf(quad, status)}`;
    sums.set(key, (sums.get(key) || 0) + entries);
  }
  const pieces = [];
  const totals = periods.map(period => ({period, words: words(period, sums)}));
  for (const period of periods) {
    for (const [side, sign] of [['up', 1], ['down', -1]]) {
      let at = 0;
      for (const layer of LAYERS.filter(name => shown.has(name))) {
        const entries = sums.get(`${period}|${side}|${layer}`) || 0;
        if (entries) pieces.push({period, side, layer, from: at * sign, to: (at + entries) * sign});
        at += entries;
      }
    }
  }
  return {periods, pieces, totals};
}

function words(period, sums) {
  const lines = [period];
  for (const [side, name] of [['up', 'Cooperation'], ['down', 'Conflict']]) {
    const told = LAYERS.map(layer => [sums.get(`${period}|${side}|${layer}`) || 0, WORDS[layer]]).filter(([n]) => n);
    if (told.length) lines.push(`${name}: ${told.map(([n, word]) => `${n} ${word}`).join(', ')}`);
  }
  return lines.length > 1 ? lines.join('\n') : `${period}\nnothing`;
}

function draw(figure, months, unit, shown) {
  const {periods, pieces, totals} = stacked(months, unit, shown);
  const width = Math.max(300, figure.clientWidth);
  const every = Math.ceil(periods.length / Math.max(2, Math.floor(width / 80)));
  const highest = Math.max(1, ...pieces.map(piece => Math.abs(piece.to)));
  const half = highest > 1 ? [Math.floor(highest / 2)] : [];
  const spare = Math.max(periods.length > 40 ? 0 : 1, ((width - 60) / periods.length * 0.9 - 48) / 2);
  const marks = LAYERS.flatMap(layer => ['up', 'down'].map(side =>
    Plot.barY(pieces.filter(piece => piece.layer === layer && piece.side === side),
      {x: 'period', y1: 'from', y2: 'to', className: `piece ${side} ${layer}`, fill: null, insetLeft: spare, insetRight: spare})));
  const chart = Plot.plot({
    className: 'chart', width, height: Math.min(300, Math.max(220, width * 0.3)), marginLeft: 40, marginBottom: 26,
    x: {domain: periods, label: null, padding: 0.1, tickSize: 0, ticks: periods.filter((_, n) => n % every === 0)},
    y: {label: null, domain: [-highest, highest], grid: true, tickFormat: n => String(Math.abs(n)), ticks: [highest, ...half, 0, ...half.map(n => -n), -highest]},
    marks: [
      ...marks,
      Plot.ruleY([0]),
      Plot.tip(totals, Plot.pointerX({x: 'period', y: () => 0, title: 'words', anchor: 'bottom', ariaLabel: null})),
    ],
  });
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', figure.querySelector('.still').getAttribute('aria-label'));
  return chart;
}

function choices(units, unit, layers, shown, changed) {
  const bar = document.createElement('div');
  bar.className = 'plot-does';
  const label_ = document.createElement('label');
  label_.append('By ');
  const select = document.createElement('select');
  for (const name of units) select.append(new Option(name, name, false, name === unit));
  select.addEventListener('change', () => changed(select.value));
  label_.append(select);
  bar.append(label_);
  for (const layer of layers) {
    const tick = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = true;
    box.addEventListener('change', () => { box.checked ? shown.add(layer) : shown.delete(layer); changed(select.value); });
    tick.append(box, WORDS[layer]);
    bar.append(tick);
  }
  return bar;
}

function enliven(figure) {
  const months = JSON.parse(figure.dataset.months);
  if (!months.length || typeof Plot === 'undefined') return;
  const still = figure.querySelector('.still');
  const place = figure.querySelector('.plot');
  const unitName = figure.querySelector('[data-unit]');
  const layers = LAYERS.filter(layer => months.some(([, quad, status]) => layerOf(quad, status) === layer));
  const shown = new Set(layers);
  let unit = unitName.textContent;
  const redraw = () => {
    place.hidden = false;
    still.setAttribute('hidden', '');
    place.replaceChildren(draw(figure, months, unit, shown));
    unitName.textContent = unit;
  };
  figure.prepend(choices(UNITS, unit, layers, shown, chosen => { unit = chosen; redraw(); }));
  redraw();
  let width = figure.clientWidth;
  new ResizeObserver(() => {
    if (figure.clientWidth === width || !figure.clientWidth) return;
    width = figure.clientWidth;
    redraw();
  }).observe(figure);
}

for (const figure of document.querySelectorAll('[data-chart]')) enliven(figure);
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
