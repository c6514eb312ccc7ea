'use strict';
/* The network: laid out to rest before it is drawn, the same each time; the table under it says the same in numbers. */
(() => {
  const $ = (id) => document.getElementById(id);
  const net = $('net');
  if (!net || !window.d3) return;

  const many = (n, one, more) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;
  const set = (node, attributes) => { for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value); return node; };
  const svg = (name, attributes = {}) => set(document.createElementNS('http://www.w3.org/2000/svg', name), attributes);
  const say = (name, words, className) => { const node = document.createElement(name); if (words) node.textContent = words; if (className) node.className = className; return node; };

  /* Whether the desk has such a page: the rail leads there. */
  const has = (link) => Boolean(document.querySelector(`.places a[href="${link}"]`));

  let nodes = [], edges = [], chosen = null, size = [0, 0];
  const byState = new Map();

  start().catch(() => { net.hidden = false; $('canvas').textContent = 'The network could not be drawn. The table below has its pairs.'; });

  async function start() {
    const answer = await fetch(net.dataset.network);
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    nodes = found.nodes;
    edges = found.edges;
    for (const node of nodes) byState.set(node.state, node);
    for (const edge of edges) { edge.a = byState.get(edge.one); edge.b = byState.get(edge.other); }
    net.hidden = false;
    if (window.innerWidth < 640 && !location.search) $('filters').open = false;
    $('pairs-table').open = false;
    layOut();
    draw();
    drawLegend();
    wire();
    choose(byState.get(location.hash.slice(1)) || null, false);
    new ResizeObserver(() => { if (Math.abs($('canvas').clientWidth - size[0]) > 8) { draw(); light(chosen); } }).observe($('canvas'));
  }

  /* Positions start on a circle in the order of the nodes, so that the same record gives the same drawing. */
  function layOut() {
    nodes.forEach((node, at) => {
      const angle = at * 2.399963, far = 26 * Math.sqrt(at + 0.5);
      Object.assign(node, {x: far * Math.cos(angle), y: far * Math.sin(angle)});
    });
    const largest = d3.max(nodes, (node) => node.entries) || 1, heaviest = d3.max(edges, (edge) => edge.entries) || 1;
    const radius = d3.scaleSqrt([0, largest], [0, 22]), width = d3.scaleSqrt([0, heaviest], [0, 9]);
    for (const node of nodes) node.r = Math.max(6, radius(node.entries));
    for (const edge of edges) edge.width = Math.max(1, width(edge.entries));
    const links = edges.map((edge) => ({source: edge.a, target: edge.b, strength: 0.08 + 0.5 * edge.entries / heaviest}));
    d3.forceSimulation(nodes)
      .force('link', d3.forceLink(links).distance(90).strength((link) => link.strength))
      .force('charge', d3.forceManyBody().strength(-260))
      .force('x', d3.forceX().strength(0.055))
      .force('y', d3.forceY().strength(0.085))
      .force('room', d3.forceCollide((node) => node.r + 15))
      .stop().tick(500);
  }

  /* The layout is stretched to the room there is. */
  function draw() {
    const canvas = $('canvas'), width = canvas.clientWidth, narrow = width < 560;
    const height = Math.round(narrow ? Math.max(380, width * 1.35) : Math.max(420, Math.min(width * 0.95, 672)));
    size = [width, height];
    const [left, right] = d3.extent(nodes, (node) => node.x), [top, bottom] = d3.extent(nodes, (node) => node.y);
    const edge = narrow ? 24 : 44;
    const x = d3.scaleLinear([left, right], left === right ? [width / 2, width / 2] : [edge, width - edge]);
    const y = d3.scaleLinear([top, bottom], top === bottom ? [height / 2, height / 2] : [32, height - 40]);
    for (const node of nodes) Object.assign(node, {px: x(node.x), py: y(node.y)});
    const picture = svg('svg', {viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': 'States and the pairs that deal with each other. Tab enters, arrow keys go from state to state, Enter chooses.'});
    const lines = svg('g', {class: 'lines'}), marks = svg('g', {class: 'marks'});
    picture.append(lines, marks);
    for (const each of [...edges].reverse()) lines.append(lineOf(each));
    for (const node of [...nodes].reverse()) marks.append(markOf(node, narrow));
    canvas.replaceChildren(picture);
    rove(chosen || nodes[0]);
    nameLargest(narrow);
    wireMarks(marks);
  }

  /* Where names would lie on each other, the smaller state's is shown only while it is lit. */
  function nameLargest(narrow) {
    const boxes = nodes.map((node) => [node.px - node.r, node.py - node.r, node.px + node.r, node.py + node.r]);
    nodes.forEach((node, at) => {
      const text = node.mark.querySelector('text'), half = text.textContent.length * 3.2, y = node.py + Number(text.getAttribute('y'));
      const box = [node.px - half, y - 9, node.px + half, y + 3];
      const free = text.classList.contains('in') || !boxes.some((other, number) => number !== at && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
      node.mark.classList.toggle('unnamed', !free);
      if (free) boxes.push(box);
    });
  }

  function lineOf(edge) {
    const line = svg('line', {class: `line ${leaning(edge)}`, x1: edge.a.px, y1: edge.a.py, x2: edge.b.px, y2: edge.b.py, 'stroke-width': edge.width.toFixed(1)});
    if (edge.balance !== null && edge.balance < -0.2) line.setAttribute('stroke-dasharray', `${6 + edge.width} ${1.5 + edge.width / 3}`);
    const title = svg('title');
    title.textContent = `${edge.a.name} and ${edge.b.name}: ${numbers(edge)}`;
    line.append(title);
    edge.line = line;
    return line;
  }

  function leaning(edge) {
    if (edge.balance === null) return 'none';
    return edge.balance > 0.6 ? 'l4' : edge.balance > 0.2 ? 'l3' : edge.balance >= -0.2 ? 'l2' : edge.balance >= -0.6 ? 'l1' : 'l0';
  }

  const numbers = (counts) => `${many(counts.entries, 'entry', 'entries')}, cooperation ${counts.cooperation}, conflict ${counts.conflict}`;

  function markOf(node, narrow) {
    const mark = svg('g', {class: 'node', role: 'button', tabindex: -1, transform: `translate(${node.px.toFixed(1)} ${node.py.toFixed(1)})`, 'aria-label': `${node.name}: ${numbers(node)}`, 'data-state': node.state});
    mark.append(svg('circle', {class: 'reach', r: Math.max(13, node.r)}), svg('circle', {class: 'ball', r: node.r}), svg('circle', {class: 'ring', r: node.r + 4}));
    const small = narrow || node.name.length > 20, inner = small && node.r > 15;
    const label = svg('text', {y: inner ? 4 : node.r + 12, 'text-anchor': 'middle', class: inner ? 'in' : ''});
    label.textContent = small ? node.state : node.name;
    const title = svg('title');
    title.textContent = `${node.name}: ${numbers(node)}`;
    mark.append(label, title);
    node.mark = mark;
    return mark;
  }

  const of = (event) => byState.get(event.target.closest?.('.node')?.dataset.state);

  function wireMarks(marks) {
    marks.onpointerover = (event) => light(of(event) || chosen);
    marks.onpointerout = () => light(chosen);
    marks.onclick = (event) => { const node = of(event); if (node) choose(node === chosen ? null : node); };
    marks.onkeydown = (event) => {
      const node = of(event);
      if (!node) return;
      if (event.key === 'Enter' || event.key === ' ') choose(node);
      else if (event.key === 'Escape') choose(null);
      else if (event.key.startsWith('Arrow')) walk(node, event.key);
      else return;
      event.preventDefault();
    };
  }

  function rove(stop) { for (const node of nodes) node.mark.setAttribute('tabindex', node === stop ? 0 : -1); }

  function walk(node, key) {
    const [dx, dy] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[key];
    let best = null, least = Infinity;
    for (const other of nodes) {
      const x = other.px - node.px, y = other.py - node.py, along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (other !== node && along > 0.5 && aside < along * 2 + 30 && along + aside * 2 < least) [best, least] = [other, along + aside * 2];
    }
    if (best) { rove(best); best.mark.focus(); }
  }

  /* A state, its pairs and those it deals with stand out; the rest steps back. */
  function light(node) {
    const met = new Set(node ? [node] : nodes);
    for (const edge of edges) {
      const own = !node || edge.a === node || edge.b === node;
      edge.line.classList.toggle('dim', !own);
      if (own && node) { met.add(edge.a); met.add(edge.b); }
    }
    for (const each of nodes) {
      each.mark.classList.toggle('dim', !met.has(each));
      each.mark.classList.toggle('lit', Boolean(node) && met.has(each));
      each.mark.classList.toggle('is-chosen', each === chosen);
    }
  }

  function choose(node, kept = true) {
    chosen = node;
    light(node);
    const panel = $('chosen');
    panel.replaceChildren(...(node ? aboutState(node) : aboutAll()));
    panel.scrollTop = 0;
    if (kept) history.replaceState(null, '', location.pathname + location.search + (node ? `#${node.state}` : ''));
  }

  function aboutAll() {
    const list = say('ol');
    for (const edge of edges.slice(0, 12)) list.append(entry(edge, `${edge.a.name} – ${edge.b.name}`, null));
    return [say('h2', 'The pairs with most entries'), say('p', 'Choose a state to see all of its pairs.', 'count'), list];
  }

  function aboutState(node) {
    const own = edges.filter((edge) => edge.a === node || edge.b === node);
    const list = say('ol');
    for (const edge of own) { const other = edge.a === node ? edge.b : edge.a; list.append(entry(edge, other.name, other, node)); }
    const head = say('h2', has('/states') ? '' : node.name);
    if (has('/states')) {
      const link = say('a', node.name);
      link.href = `/states/${node.state}`;
      head.append(link);
    }
    return [head, say('p', `${numbers(node)}. ${many(own.length, 'pair is', 'pairs are')} drawn.`, 'count'), list];
  }

  function entry(edge, words, other, node) {
    const line = say('li'), bar = svg('svg', {class: 'bar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
    const most = edges[0].entries;
    let x = 0;
    for (const name of ['conflict', 'neither', 'cooperation']) {
      const n = name === 'neither' ? edge.entries - edge.cooperation - edge.conflict : edge[name], width = n / most * 100;
      if (n) bar.append(svg('rect', {class: name, x, y: 0, width, height: 6}));
      x += width;
    }
    if (other) {
      const go = say('button', words, 'plain');
      go.type = 'button';
      go.onclick = () => { choose(other); other.mark.focus({preventScroll: true}); };
      line.append(go);
    } else line.append(say('span', words, 'pair'));
    line.append(bar, say('span', `${numbers(edge)}`, 'numbers'));
    if (node) {
      const links = say('span', '', 'links');
      for (const [from, to] of [[node, other], [other, node]]) {
        const link = say('a', `Feed: ${from.state} to ${to.state}`);
        const asked = new URLSearchParams({actor: from.state, recipient: to.state});
        for (const [name, value] of new URL(net.dataset.network, location.href).searchParams) if (value && name !== 'least') asked.set(name, value);
        link.href = `/?${asked}`;
        links.append(link);
      }
      if (has('/pairs')) {
        const pair = say('a', 'The pair');
        pair.href = `/pairs/${edge.one}/${edge.other}`;
        links.prepend(pair);
      }
      line.append(links);
    }
    return line;
  }

  function wire() {
    const canvas = $('canvas');  // a part of a drawing that listens for focus becomes a stop of Tab itself
    canvas.addEventListener('focusin', (event) => { const node = of(event); if (node) { rove(node); light(node); } });
    canvas.addEventListener('focusout', () => light(chosen));
    $('state').oninput = () => {
      const asked = $('state').value.trim().toLocaleLowerCase();
      const node = asked && nodes.find((each) => each.name.toLocaleLowerCase() === asked || each.state.toLocaleLowerCase() === asked);
      if (node) choose(node);
    };
    $('state').onkeydown = (event) => {
      if (event.key !== 'Enter') return;
      const asked = $('state').value.trim().toLocaleLowerCase();
      const node = asked && nodes.find((each) => each.name.toLocaleLowerCase().includes(asked) || each.state.toLocaleLowerCase() === asked);
      if (node) { choose(node); $('state').value = node.name; }
      else $('chosen').replaceChildren(say('h2', 'Not drawn'), say('p', `No state that is drawn is called “${$('state').value}”.`, 'count'));
    };
    $('all').onclick = () => { $('state').value = ''; choose(null); };
  }

  function drawLegend() {
    const texts = [['l4', 'mostly cooperation'], ['l3', 'more cooperation'], ['l2', 'as much of each'], ['l1', 'more conflict'], ['l0', 'mostly conflict'], ['none', 'denied or only possible']];
    const used = new Set(edges.map(leaning));
    for (const [name, text] of texts.filter(([each]) => used.has(each))) {
      const item = say('span', '', 'item'), picture = svg('svg', {width: 30, height: 10, 'aria-hidden': 'true'});
      picture.append(svg('line', {class: `line ${name}`, x1: 1, x2: 29, y1: 5, y2: 5, 'stroke-width': 4, ...(name === 'l0' || name === 'l1' ? {'stroke-dasharray': '6 3'} : {})}));
      item.append(picture, say('span', text));
      $('legend').append(item);
    }
    $('legend').append(say('span', 'Width: entries of the pair. Size: entries of the state.', 'item'));
  }
})();
