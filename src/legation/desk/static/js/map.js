'use strict';
/* The map: places drawn as precisely as they are known, by month; the table under it says the same in words. */
(() => {
  const $ = (id) => document.getElementById(id);
  const atlas = $('atlas');
  if (!atlas || !window.d3 || !window.topojson) return;

  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  const KNOWN = {point: 'a point', city: 'a town', district: 'a district', admin1: 'a province', country: 'only the state is known', region: 'a region', sea: 'a sea'};
  const SHAPE = {point: 'disc', city: 'disc', district: 'area', admin1: 'area', country: 'ring', region: 'diamond', sea: 'wave'};
  const ANTARCTICA = '010';
  const many = (n, one, more) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;
  const svg = (name, attributes = {}) => set(document.createElementNS('http://www.w3.org/2000/svg', name), attributes);
  const set = (node, attributes) => { for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value); return node; };
  const say = (name, words, className) => { const node = document.createElement(name); if (words) node.textContent = words; if (className) node.className = className; return node; };

  /* Months are counted from the first one of the data. */
  const monthNumber = (name) => Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7)) - 1;
  const monthName = (number) => `${String(Math.floor(number / 12)).padStart(4, '0')}-${String(number % 12 + 1).padStart(2, '0')}`;

  const state = {points: [], first: 0, last: 0, from: 0, to: 0, k: 1, chosen: null, timer: 0};

  start().catch(() => { $('tip').textContent = 'The map could not be drawn. The table below has its places.'; atlas.hidden = false; $('tip').hidden = false; });

  async function start() {
    const [found, world] = await Promise.all([atlas.dataset.points, atlas.dataset.world].map((link) => fetch(link).then((answer) => { if (!answer.ok) throw new Error(link); return answer.json(); })));
    state.points = found.points.map((point, at) => ({...point, at, cells: Object.entries(point.months).map(([name, counts]) => [monthNumber(name), counts])}));
    state.first = found.first ? monthNumber(found.first) : 0;
    state.last = found.last ? monthNumber(found.last) : 0;
    [state.from, state.to] = [state.first, state.last];
    readHash();
    if (window.innerWidth < 640 && !location.search) $('filters').open = false;
    atlas.hidden = false;
    $('places-table').open = false;
    drawWorld(world);
    drawMonths();
    wireTime();
    wireFocus();
    drawLegend();
    update();
    state.world = world;
    new ResizeObserver(fit).observe($('surface'));
  }

  /* Drawn anew where the room has changed, about the same middle. */
  function fit() {
    if (Math.abs($('surface').clientWidth - view.width) < 4) return;
    const {k} = view.transform, middle = view.projection.invert(view.transform.invert([view.width / 2, view.height / 2]));
    drawWorld(state.world);
    drawMonths();
    update();
    const [x, y] = k > 1 && middle ? view.projection(middle) : [0, 0];
    if (k > 1 && middle) d3.select(view.picture).call(view.zoom.transform, d3.zoomIdentity.translate(view.width / 2, view.height / 2).scale(k).translate(-x, -y));
  }

  /* ---- the world ---- */
  let view = null;

  function drawWorld(world) {
    const surface = $('surface');
    surface.querySelector('svg')?.remove();
    const width = surface.clientWidth, narrow = width < 560;
    const height = Math.round(narrow ? Math.max(300, width * 0.95) : Math.max(340, Math.min(atlas.clientWidth * 0.47, window.innerHeight * 0.68)));
    const inhabited = {type: 'MultiPoint', coordinates: [[-169, 0], [191, 0], [11, 81], [11, -57]]};
    const projection = d3.geoEqualEarth().rotate([-11, 0]).fitExtent([[4, 8], [width - 4, height - 8]], inhabited);
    const path = d3.geoPath(projection);
    const south = state.points.some((point) => point.latitude < -60);
    const shapes = {type: 'GeometryCollection', geometries: world.objects.countries.geometries.filter((each) => south || each.id !== ANTARCTICA)};
    const countries = topojson.feature(world, shapes).features;
    const picture = svg('svg', {viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': 'Places on a world map'});
    const ground = svg('g'), marks = svg('g', {class: 'marks'}), names = svg('g', {class: 'names', 'aria-hidden': 'true'});
    picture.append(patterns(), ground, marks, names);
    ground.append(svg('path', {class: 'sea', d: path({type: 'Sphere'})}), svg('path', {class: 'graticule', d: path(d3.geoGraticule().step([30, 30])())}));
    const land = new Map(countries.map((country) => [country, svg('path', {class: 'land', d: path(country) || ''})]));
    ground.append(...land.values());
    ground.append(svg('path', {class: 'border', d: path(topojson.mesh(world, shapes, (a, b) => a !== b))}));
    ground.append(svg('path', {class: 'coast', d: path(topojson.mesh(world, shapes, (a, b) => a === b))}));
    for (const point of state.points) {
      [point.x, point.y] = projection([point.longitude, point.latitude]);
      point.country = point.precision === 'country' ? land.get(countries.find((country) => d3.geoContains(country, [point.longitude, point.latitude]))) : null;
      point.node ||= markOf(point);
    }
    const bySize = [...state.points].sort((a, b) => b.entries - a.entries);
    marks.append(...bySize.map((point) => point.node));
    surface.append(picture);
    view = {projection, picture, ground, marks, names, bySize, width, height, zoom: null};
    wireZoom(narrow);
    wireMarks();
  }

  function patterns() {
    const defs = svg('defs');
    const only = svg('pattern', {id: 'only-state', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'});
    only.append(svg('rect', {class: 'under', width: 6, height: 6}), svg('line', {class: 'hatch', x1: 0, y1: 0, x2: 0, y2: 6}));
    defs.append(only);
    return defs;
  }

  function wireZoom(narrow) {
    const {picture, ground, width, height} = view;
    const selection = d3.select(picture);
    view.zoom = d3.zoom().scaleExtent([1, 40]).translateExtent([[0, 0], [width, height]])
      .filter((event) => !event.button && (event.type === 'wheel' || !event.touches || event.touches.length > 1))
      .on('zoom', ({transform}) => {
        state.k = transform.k;
        view.transform = transform;
        ground.setAttribute('transform', transform);
        set(picture.querySelector('#only-state'), {patternTransform: `rotate(45) scale(${1 / transform.k})`});
        place();
      });
    selection.call(view.zoom).on('dblclick.zoom', null);
    view.transform = d3.zoomIdentity;
    if (narrow && !state.world) selection.call(view.zoom.transform, home());
    const by = (factor) => selection.call(view.zoom.scaleBy, factor);
    $('zoom-in').onclick = () => by(1.6);
    $('zoom-out').onclick = () => by(1 / 1.6);
    $('zoom-all').onclick = () => selection.call(view.zoom.transform, d3.zoomIdentity);
    $('surface').onkeydown = (event) => {
      if (event.target !== $('surface') || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = 60 / state.k;
      const moves = {ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]};
      if (moves[event.key]) selection.call(view.zoom.translateBy, ...moves[event.key]);
      else if (event.key === '+' || event.key === '=') by(1.6);
      else if (event.key === '-') by(1 / 1.6);
      else if (event.key === '0') selection.call(view.zoom.transform, d3.zoomIdentity);
      else return;
      event.preventDefault();
    };
  }

  /* On a narrow screen the map opens where most of the entries are. */
  function home() {
    const {width, height, bySize} = view;
    const sum = d3.sum(bySize, (point) => point.entries) || 1;
    const x = d3.sum(bySize, (point) => point.x * point.entries) / sum, y = d3.sum(bySize, (point) => point.y * point.entries) / sum;
    const k = Math.max(1, height / (width * 0.45));
    return d3.zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-x, -y);
  }

  /* ---- the marks ---- */
  function markOf(point) {
    const node = svg('g', {class: `mark ${SHAPE[point.precision] || 'disc'}`, role: 'button', tabindex: -1, 'data-at': point.at});
    return node;
  }

  function counted(point) {
    const all = state.from === state.first && state.to === state.last;
    if (all) return point.quads;
    const sums = [0, 0, 0, 0, 0];
    for (const [month, counts] of point.cells) if (month >= state.from && month <= state.to) counts.forEach((n, at) => { sums[at] += n; });
    return sums;
  }

  function update() {
    const largest = d3.max(state.points, (point) => point.entries) || 1;
    const radius = d3.scaleSqrt([0, largest], [0, Math.min(24, 10 + view.width / 70, 5 + 3.2 * Math.sqrt(largest))]);
    const over = new Set();
    let shown = 0;
    for (const point of state.points) {
      const [neither, said, done, against, struck] = counted(point);
      Object.assign(point, {neither, cooperation: said + done, conflict: against + struck});
      point.now = neither + point.cooperation + point.conflict;
      point.r = point.now ? Math.max(4.5, radius(point.now)) : 0;
      point.node.style.display = point.now ? '' : 'none';
      shown += point.now;
      if (!point.now) continue;
      drawMark(point);
      point.node.setAttribute('aria-label', words(point));
      if (point.country) over.add(point.country);
    }
    for (const land of view.ground.querySelectorAll('.land')) land.classList.toggle('only', over.has(land));
    $('span').textContent = `${spanWords()}: ${many(shown, 'entry', 'entries')}`;
    rove();
    place();
  }

  const parts = (point) => [['cooperation', point.cooperation], ['neither', point.neither], ['conflict', point.conflict]].filter(([, n]) => n);

  function drawMark(point) {
    const {node, r} = point;
    const shape = SHAPE[point.precision] || 'disc';
    node.replaceChildren(svg('circle', {class: 'reach', r: Math.max(12, r + 2)}));
    if (shape === 'diamond' || shape === 'wave') node.append(...banded(point, shape === 'diamond' ? diamond(r) : lens(r)));
    else node.append(...sectors(point, shape === 'ring' ? Math.max(r, 6) : r, shape === 'ring' ? Math.max(r, 6) - 3.2 : 0));
    if (shape === 'area') node.append(svg('circle', {class: 'around', r: r + 3}));
    if (shape === 'wave') node.append(svg('path', {class: 'ripple', d: `M${-r * 0.8} 0q${r * 0.4} ${-r * 0.5} ${r * 0.8} 0t${r * 0.8} 0`}));
    node.append(svg('circle', {class: 'lit-ring', r: r + 4}));
  }

  /* Cooperation runs clockwise from the top, conflict the other way: the side tells, not the hue alone. */
  function sectors(point, outer, inner) {
    const arc = d3.arc().innerRadius(inner).outerRadius(outer);
    let angle = 0;
    return parts(point).map(([name, n]) => {
      const end = angle + n / point.now * 2 * Math.PI;
      const d = arc({startAngle: angle, endAngle: end});
      angle = end;
      return svg('path', {class: `part ${name}`, d});
    });
  }

  const diamond = (r) => { const s = r * 1.25; return `M0 ${-s}L${s} 0L0 ${s}L${-s} 0Z`; };
  const lens = (r) => { const w = r * 1.5, h = r * 0.9; return `M${-w} 0Q0 ${-h * 2} ${w} 0Q0 ${h * 2} ${-w} 0Z`; };

  /* Shapes without an angle are cut upright: conflict on the left, cooperation on the right. */
  function banded(point, d) {
    const width = point.r * 3, name = `cut-${point.at}`;
    const cut = svg('clipPath', {id: name});
    cut.append(svg('path', {d}));
    let x = -width / 2;
    const bands = parts(point).reverse().map(([kind, n]) => {
      const part = svg('rect', {class: `part ${kind}`, x, y: -width / 2, width: width * n / point.now, height: width, 'clip-path': `url(#${name})`});
      x += width * n / point.now;
      return part;
    });
    return [cut, ...bands, svg('path', {class: 'rim', d})];
  }

  const full = (point) => [point.name, point.state_name && point.state_name !== point.name ? point.state_name : ''].filter(Boolean).join(', ');
  const numbers = (point) => [`${many(point.now, 'entry', 'entries')}`, `cooperation ${point.cooperation}`, `conflict ${point.conflict}`, point.neither ? `denied or only possible ${point.neither}` : ''].filter(Boolean).join(', ');
  const words = (point) => `${full(point)} (${KNOWN[point.precision] || 'a place'}): ${numbers(point)}`;

  /* Marks keep their size while the ground grows; names are given to the largest, where there is room. */
  function place() {
    if (!view || !view.transform) return;
    const boxes = [];
    view.names.replaceChildren();
    for (const point of view.bySize) {
      if (!point.now) continue;
      [point.sx, point.sy] = view.transform.apply([point.x, point.y]);
      point.node.setAttribute('transform', `translate(${point.sx.toFixed(1)} ${point.sy.toFixed(1)})`);
    }
    const near = view.bySize.filter((point) => point.now && inside(point)).sort((a, b) => b.now - a.now || a.at - b.at);
    const few = Math.min(near.length, Math.round((view.width < 560 ? 8 : 18) + 8 * Math.log2(state.k)));
    for (const point of near.slice(0, few)) boxes.push([point.sx - point.r, point.sy - point.r, point.sx + point.r, point.sy + point.r]);
    for (const point of near.slice(0, few)) nameAt(point, boxes);
  }

  const inside = (point) => point.sx > 0 && point.sx < view.width && point.sy > 0 && point.sy < view.height;

  function nameAt(point, boxes) {
    const width = point.name.length * 6.3 + 4, gap = point.r + (SHAPE[point.precision] === 'wave' ? point.r * 0.5 + 4 : 5);
    const tries = [[point.sx + gap, point.sy, 'start'], [point.sx - gap, point.sy, 'end'], [point.sx, point.sy - gap - 5, 'middle'], [point.sx, point.sy + gap + 7, 'middle']];
    for (const [x, y, anchor] of tries) {
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      const box = [left, y - 7, left + width, y + 7];
      if (left < 2 || left + width > view.width - 2 || boxes.some((other) => meets(box, other))) continue;
      boxes.push(box);
      const name = svg('text', {x, y: y + 4, 'text-anchor': anchor});
      name.textContent = point.name;
      view.names.append(name);
      return;
    }
  }

  const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /* ---- pointing, focus and choice ---- */
  const of = (event) => { const node = event.target.closest?.('.mark'); return node ? state.points[node.dataset.at] : null; };

  /* On the surface, not on the drawing: a part of a drawing that listens for focus becomes a stop of Tab itself. */
  function wireFocus() {
    $('surface').addEventListener('focusin', (event) => { const point = of(event); if (point) { bring(point); tell(point); } });
    $('surface').addEventListener('focusout', hush);
  }

  function wireMarks() {
    view.marks.onpointerover = (event) => { const point = of(event); if (point) tell(point); };
    view.marks.onpointerout = hush;
    view.marks.onclick = (event) => { const point = of(event); if (point) choose(point); };
    view.marks.onkeydown = (event) => {
      const point = of(event);
      if (!point) return;
      if (event.key === 'Enter' || event.key === ' ') choose(point);
      else if (event.key === 'Escape') $('surface').focus();
      else if (event.key.startsWith('Arrow')) walk(point, event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
  }

  /* One of the marks is a stop of Tab: the last one that was in focus, else the largest. */
  function rove(to) {
    const shown = view.bySize.filter((point) => point.now);
    const stop = to || shown.find((point) => point.node.tabIndex === 0) || shown[0];
    for (const point of state.points) point.node.setAttribute('tabindex', point === stop ? 0 : -1);
  }

  function walk(point, key) {
    const [dx, dy] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[key];
    let best = null, least = Infinity;
    for (const other of view.bySize) {
      if (!other.now || other === point) continue;
      const x = other.sx - point.sx, y = other.sy - point.sy, along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along > 0.5 && along + aside * 2 < least && aside < along * 2 + 40) [best, least] = [other, along + aside * 2];
    }
    if (best) { rove(best); best.node.focus(); }
  }

  /* A mark in focus is brought into view. */
  function bring(point) {
    if (!inside(point)) d3.select(view.picture).call(view.zoom.translateTo, point.x, point.y);
  }

  function tell(point) {
    const tip = $('tip');
    tip.replaceChildren(say('strong', full(point)), say('span', `${KNOWN[point.precision] || 'a place'}${point.locode ? `, port ${point.locode}` : ''}`), say('span', numbers(point)));
    tip.hidden = false;
    latest(point).then((entries) => {
      if (tip.hidden || tip.firstChild.textContent !== full(point)) return;
      for (const entry of entries.slice(0, 2)) tip.append(say('span', `${entry.when}: ${entry.people}${entry.others ? ` → ${entry.others}` : ''}, ${entry.label}`, 'latest'));
    });
    const half = tip.offsetWidth / 2 + 4, above = point.sy > view.height * 0.45;
    tip.classList.toggle('above', above);
    Object.assign(tip.style, {left: `${Math.min(Math.max(point.sx, half), view.width - half)}px`, top: `${point.sy + (above ? -1 : 1) * (point.r + 10)}px`});
  }

  function hush() { $('tip').hidden = true; }

  /* What was asked once is kept, for the filters cannot change under it. */
  const asked = new Map();

  function latest(point) {
    const [since, until] = span();
    const key = `${point.at} ${since} ${until}`;
    if (!asked.has(key)) asked.set(key, ask(point, since, until));
    return asked.get(key);
  }

  async function ask(point, since, until) {
    const link = new URL(atlas.dataset.entries, location.href);
    for (const [name, value] of Object.entries({name: point.name, state: point.state, admin1: point.admin1})) if (value) link.searchParams.set(name, value);
    narrow(link, since, until);
    const answer = await fetch(link);
    return answer.ok ? (await answer.json()).entries : [];
  }

  function span() {
    const all = state.from === state.first && state.to === state.last;
    return all ? ['', ''] : [monthName(state.from), monthName(state.to)];
  }

  function narrow(link, since, until) {
    if (since) link.searchParams.set('since', since);
    if (until) link.searchParams.set('until', until);
  }

  async function choose(point) {
    const panel = $('chosen');
    for (const other of state.points) other.node.classList.toggle('is-chosen', other === point);
    state.chosen = point;
    hush();
    const close = say('button', 'Close', 'plain');
    close.type = 'button';
    close.onclick = () => {
      panel.hidden = true;
      $('frame').classList.remove('has-chosen');
      point.node.classList.remove('is-chosen');
      state.chosen = null;
      fit();
      rove(point);
      point.node.focus();
    };
    panel.onkeydown = (event) => { if (event.key === 'Escape') close.click(); };
    const head = say('div', '', 'head');
    head.append(say('h2', full(point)), close);
    const list = say('ol');
    const feed = new URL(atlas.dataset.feed, location.href);
    feed.searchParams.set('place', point.name);
    narrow(feed, ...span());
    const more = say('a', 'This place in the feed');
    more.href = feed.pathname + feed.search;
    const inner = say('div', '', 'inner');
    inner.append(head, say('p', `${KNOWN[point.precision] || 'a place'}${point.locode ? `, port ${point.locode}` : ''}. ${numbers(point)}. ${spanWords()}.`, 'count'), list, more);
    panel.replaceChildren(inner);
    panel.hidden = false;
    $('frame').classList.add('has-chosen');
    fit();
    panel.focus({preventScroll: window.innerWidth > 900});
    const entries = await latest(point);
    list.append(...entries.map(lineOf));
    if (entries.length < point.now) list.append(say('li', `The latest ${entries.length} are listed.`, 'count'));
  }

  function lineOf(entry) {
    const line = say('li'), link = say('a', `${entry.people}${entry.others ? ` → ${entry.others}` : ''}`);
    link.href = entry.link;
    line.append(say('span', entry.when, 'when'), link, say('span', entry.label, `chip q${entry.quad}`));
    if (entry.status !== 'occurred') line.append(say('span', entry.status, 'chip status'));
    line.append(say('q', entry.sentence));
    return line;
  }

  /* ---- time ---- */
  function spanWords() {
    if (!state.first) return 'No month is known';
    const [from, to] = [monthName(state.from), monthName(state.to)];
    return from === to ? from : `${from} to ${to}`;
  }

  function drawMonths() {
    const holder = $('months'), months = state.last - state.first + 1;
    const width = holder.clientWidth, height = 64, inset = 12;
    const size = [1, 3, 12].find((each) => width * each / months >= 2) || 12;
    const origin = Math.floor(state.first / size) * size;
    const bins = d3.range(Math.floor((state.last - origin) / size) + 1).map((at) => ({start: origin + at * size, cooperation: 0, conflict: 0, neither: 0}));
    for (const point of state.points) for (const [month, c] of point.cells) {
      const bin = bins[Math.floor((month - origin) / size)];
      bin.cooperation += c[1] + c[2]; bin.conflict += c[3] + c[4]; bin.neither += c[0];
    }
    const x = d3.scaleLinear([state.first - 0.5, state.last + 0.5], [inset, Math.max(inset + 1, width - inset)]);
    const most = d3.max(bins, (bin) => bin.cooperation + bin.conflict + bin.neither) || 1;
    const y = d3.scaleLinear([0, most], [0, height - 18]);
    const picture = svg('svg', {viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `Entries a ${{1: 'month', 3: 'quarter', 12: 'year'}[size]}, the most ${most}`});
    for (const bin of bins) {
      const left = x(Math.max(bin.start, state.first) - 0.5), right = x(Math.min(bin.start + size - 1, state.last) + 0.5);
      let base = height - 16;
      for (const name of ['cooperation', 'neither', 'conflict']) {
        const tall = y(bin[name]);
        if (!tall) continue;
        base -= tall;
        picture.append(svg('rect', {class: `part ${name}`, x: left + 0.25, y: base, width: Math.max(1, right - left - Math.min(1, (right - left) * 0.2)), height: tall, 'data-start': bin.start, 'data-end': bin.start + size - 1}));
      }
    }
    const years = d3.range(Math.ceil(state.first / 12), Math.floor(state.last / 12) + 1);
    const step = [1, 2, 5, 10, 20, 50, 100].find((each) => years.filter((year) => year % each === 0).length * 44 < width) || 200;
    picture.append(svg('line', {class: 'axis', x1: inset, x2: width - inset, y1: height - 15.5, y2: height - 15.5}));
    for (const year of years.filter((each) => each % step === 0)) {
      const label = svg('text', {x: x(year * 12 - 0.5), y: height - 3, 'text-anchor': 'middle'});
      label.textContent = year;
      picture.append(svg('line', {class: 'axis', x1: x(year * 12 - 0.5), x2: x(year * 12 - 0.5), y1: height - 15, y2: height - 11}), label);
    }
    holder.replaceChildren(picture);
    dim();
  }

  function dim() {
    for (const bar of $('months').querySelectorAll('rect')) bar.classList.toggle('out', Number(bar.dataset.end) < state.from || Number(bar.dataset.start) > state.to);
  }

  function wireTime() {
    const months = state.last - state.first;
    for (const end of [$('from'), $('to')]) {
      set(end, {min: 0, max: Math.max(1, months)});
      end.disabled = months < 1;
      end.oninput = () => { pause(); move(Number($('from').value) + state.first, Number($('to').value) + state.first, end.id); };
    }
    $('play').disabled = months < 1;
    $('play').onclick = () => (state.timer ? pause() : play());
    $('whole').onclick = () => { pause(); move(state.first, state.last); };
    showEnds();
  }

  /* The handle that is moved pushes the other one before it. */
  function move(from, to, by) {
    if (from > to) { if (by === 'from') to = from; else from = to; }
    Object.assign(state, {from, to});
    showEnds();
    dim();
    window.cancelAnimationFrame(state.frame);
    state.frame = window.requestAnimationFrame(update);
    window.clearTimeout(state.kept);
    state.kept = window.setTimeout(writeHash, 300);
  }

  function showEnds() {
    for (const name of ['from', 'to']) {
      $(name).value = state[name] - state.first;
      $(name).setAttribute('aria-valuetext', state.first ? monthName(state[name]) : 'no month');
    }
    $('span').textContent = spanWords();
  }

  function play() {
    let wide = state.to - state.from;
    if (wide >= state.last - state.first) wide = Math.max(0, Math.min(11, Math.floor((state.last - state.first) / 4)));
    let from = state.to >= state.last ? state.first : state.from;
    const step = Math.max(1, Math.round((state.last - state.first) / 240));
    const go = () => {
      if (from + wide > state.last) { pause(); return; }
      move(from, from + wide);
      from += step;
    };
    $('play').textContent = 'Pause';
    $('play').setAttribute('aria-pressed', 'true');
    state.timer = window.setInterval(go, calm.matches ? 1500 : 350);
    go();
  }

  function pause() {
    window.clearInterval(state.timer);
    state.timer = 0;
    $('play').textContent = 'Play';
    $('play').setAttribute('aria-pressed', 'false');
  }

  function readHash() {
    const told = /^#(\d{4}-\d{2})\/(\d{4}-\d{2})$/.exec(location.hash);
    if (!told || !state.first) return;
    const [from, to] = told.slice(1).map(monthNumber).map((month) => Math.min(Math.max(month, state.first), state.last));
    if (from <= to) [state.from, state.to] = [from, to];
  }

  function writeHash() {
    const [from, to] = span();
    history.replaceState(null, '', location.pathname + location.search + (from ? `#${from}/${to}` : ''));
  }

  /* ---- the legend ---- */
  function drawLegend() {
    const used = new Set(state.points.map((point) => SHAPE[point.precision] || 'disc'));
    const names = {disc: 'town or point', area: 'province or district', ring: 'only the state is known', diamond: 'region', wave: 'sea'};
    const sample = {cooperation: 1, conflict: 1, neither: 0, now: 2, r: 6};
    const legend = $('legend');
    const item = (node, text) => { const line = say('span', '', 'item'); line.append(node, say('span', text)); return line; };
    legend.replaceChildren(...['cooperation', 'conflict', 'neither'].map((name) => item(swatch(name), {cooperation: 'cooperation, right', conflict: 'conflict, left', neither: 'denied or only possible'}[name])));
    Object.entries(names).forEach(([shape, text], at) => {
      if (!used.has(shape)) return;
      const precision = Object.keys(SHAPE).find((name) => SHAPE[name] === shape);
      const point = {...sample, at: `legend-${at}`, precision, node: svg('g', {class: `mark ${shape}`, transform: 'translate(13 13)'})};
      drawMark(point);
      const picture = svg('svg', {width: 26, height: 26, 'aria-hidden': 'true'});
      picture.append(point.node);
      legend.append(item(picture, text));
    });
  }

  function swatch(name) {
    const picture = svg('svg', {width: 14, height: 14, 'aria-hidden': 'true'});
    picture.append(svg('rect', {class: `part ${name}`, x: 1, y: 1, width: 12, height: 12, rx: 2}));
    return picture;
  }
})();
