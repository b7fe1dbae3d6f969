/// The script of a page with sky viewers.
enum SkyViewerScript {
    /// Plain JavaScript without libraries. `document.documentElement.dataset` tells tests how many viewers are drawn, and
    /// what went wrong.
    static let text = #"""
        'use strict';
        (() => {
        const root = document.documentElement;
        root.dataset.viewers = '0';
        window.addEventListener('error', e => { root.dataset.error = e.message; });
        const toICRS = [[-0.0548755604162154,0.4941094278755837,-0.8676661490190047],
          [-0.8734370902348850,-0.4448296299600112,-0.1980763734312015],
          [-0.4838350155487132,0.7469822444972189,0.4559837761750669]];
        const turn = (m, v) => m.map(r => r[0]*v[0] + r[1]*v[1] + r[2]*v[2]);
        const back = m => m[0].map((_, i) => m.map(r => r[i]));
        const angles = v => [(Math.atan2(v[1], v[0])*180/Math.PI + 360) % 360, Math.atan2(v[2], Math.hypot(v[0], v[1]))*180/Math.PI];
        const sexa = (x, unit) => { const s = Math.abs(x), d = Math.floor(s), m = Math.floor((s-d)*60), r = ((s-d)*60-m)*60;
          return (x < 0 ? '−' : '') + d + unit + String(m).padStart(2,'0') + (unit === 'h' ? 'm' : '′') + r.toFixed(unit === 'h' ? 1 : 0).padStart(unit === 'h' ? 4 : 2,'0') + (unit === 'h' ? 's' : '″'); };
        const hex = c => [1,3,5].map(i => parseInt(c.slice(i, i+2), 16));
        const number = x => Number.isFinite(x) ? (Math.abs(x) >= 1e4 || (x !== 0 && Math.abs(x) < 1e-3) ? x.toExponential(3) : String(+x.toPrecision(4))) : 'no value';

        function table(colours) {
          const stops = colours.map(hex), n = stops.length - 1, t = new Uint8Array(256*3);
          for (let i = 0; i < 256; i++) { const p = i/255*n, k = Math.min(Math.floor(p), n-1), f = p-k;
            for (let c = 0; c < 3; c++) t[3*i+c] = Math.round(stops[k][c]*(1-f) + stops[k+1][c]*f); }
          return t;
        }

        function place(grid, x, y) {
          const find = (a, v) => { let i = 0; while (i < a.length-2 && a[i+1] <= v) i++; return i; };
          const i = find(grid.x, x), j = find(grid.y, y), w = grid.x.length;
          const fx = (x-grid.x[i])/(grid.x[i+1]-grid.x[i]), fy = (y-grid.y[j])/(grid.y[j+1]-grid.y[j]);
          const at = (a, b) => grid.v.slice(3*(b*w+a), 3*(b*w+a)+3);
          const [p, q, r, s] = [at(i,j), at(i+1,j), at(i,j+1), at(i+1,j+1)];
          const v = [0,1,2].map(c => (p[c]*(1-fx)+q[c]*fx)*(1-fy) + (r[c]*(1-fx)+s[c]*fx)*fy);
          return v.some(c => c === null || Number.isNaN(c)) ? null : v;
        }

        async function start(box) {
          const d = JSON.parse(box.querySelector('script').textContent), $ = s => box.querySelector(s);
          const canvas = $('canvas.sky'), ctx = canvas.getContext('2d'), bar = $('.scale canvas');
          const cache = new Map(), off = document.createElement('canvas');
          off.width = d.nx; off.height = d.ny;
          const octx = off.getContext('2d', {willReadFrequently: true});
          let kind = 3, band = 0, zoom = 1, cx = (d.nx-1)/2, cy = (d.ny-1)/2, popup = null, drag = null;
          box.querySelectorAll('input[type=radio]').forEach((r, i) => { r.name = 'kind' + [...document.querySelectorAll('.viewer')].indexOf(box); r.addEventListener('change', () => { kind = i; show(); }); });
          kind = +box.querySelector('input[type=radio]:checked').value;

          async function values(k, b) {
            const key = k + ' ' + b;
            if (cache.has(key)) return cache.get(key);
            const p = d.maps[k].planes[b], image = new Image();
            image.src = p.png; await image.decode();
            octx.clearRect(0, 0, d.nx, d.ny); octx.drawImage(image, 0, 0);
            const raw = octx.getImageData(0, 0, d.nx, d.ny).data, out = new Float32Array(d.nx*d.ny);
            for (let i = 0; i < out.length; i++) out[i] = raw[4*i+2] === 255 ? NaN : p.low + p.step*(256*raw[4*i] + raw[4*i+1]);
            cache.set(key, out);
            return out;
          }
          function limits(k, b) {
            const m = d.maps[k], p = m.planes[b];
            if (m.isSignificance) return [-5, 5];
            if (m.twoSided) { const r = Math.max(-p.low, p.high, 1e-9); return [-r, r]; }
            return [0, Math.max(d.maps[0].planes[b].high, d.maps[1].planes[b].high, 1e-9)];
          }
          const size = () => { const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth || 800;
            canvas.width = Math.round(w*ratio); canvas.height = Math.round(Math.min(w*d.ny/d.nx, 800)*ratio); canvas.style.height = canvas.height/ratio + 'px'; };
          const scale = () => Math.min(canvas.width/d.nx, canvas.height/d.ny)*zoom;
          const toScreen = (x, y) => [canvas.width/2 + (x-cx)*scale(), canvas.height/2 - (y-cy)*scale()];
          const toPixel = (sx, sy) => [cx + (sx-canvas.width/2)/scale(), cy - (sy-canvas.height/2)/scale()];

          async function show() {
            const [k, b] = [kind, band], v = await values(k, b);
            if (k !== kind || b !== band) return;
            const [lo, hi] = limits(k, b), t = table(d.maps[k].colours), two = d.maps[k].twoSided, img = octx.createImageData(d.nx, d.ny);
            for (let i = 0; i < v.length; i++) {
              let f = (v[i]-lo)/(hi-lo); f = Math.min(Math.max(two ? f : Math.sqrt(Math.max(f, 0)), 0), 1);
              const c = Number.isNaN(v[i]) ? null : 3*Math.round(255*f);
              for (let j = 0; j < 3; j++) img.data[4*i+j] = c === null ? 190 : t[c+j];
              img.data[4*i+3] = 255;
            }
            octx.putImageData(img, 0, 0);
            const bctx = bar.getContext('2d'), line = bctx.createImageData(220, 1);
            for (let i = 0; i < 220; i++) { const f = i/219, c = 3*Math.round(255*f); for (let j = 0; j < 3; j++) line.data[4*i+j] = t[c+j]; line.data[4*i+3] = 255; }
            bctx.putImageData(line, 0, 0);
            $('.low').textContent = number(lo); $('.high').textContent = number(hi) + (d.maps[k].isSignificance ? ' σ' : ' counts') + (k > 1 ? ' within ' + d.radius + '°' : '') + (two ? '' : ' (square root)');
            $('.bandname').textContent = d.bands[b];
            draw();
          }
          function draw() {
            ctx.imageSmoothingEnabled = false;
            ctx.fillStyle = '#888'; ctx.fillRect(0, 0, canvas.width, canvas.height);
            const [x, y] = toScreen(-0.5, d.ny-0.5);
            ctx.drawImage(off, x, y, d.nx*scale(), d.ny*scale());
            if ($('.marks').checked) { d.sources.forEach(mark); names(); }
          }
          function stroke(path, width) {
            for (const [c, w] of [['#fff', width+2], ['#111', width]]) { ctx.strokeStyle = c; ctx.lineWidth = w; ctx.beginPath(); path(); ctx.stroke(); }
          }
          function mark(s) {
            const [x, y] = toScreen(s.x, s.y), u = (window.devicePixelRatio || 1), r = 7*u;
            if (s.outline.length) stroke(() => { for (let i = 0; i < s.outline.length; i += 2) ctx.lineTo(...toScreen(s.outline[i], s.outline[i+1])); }, 1.3*u);
            stroke(() => { ctx.moveTo(x-r, y); ctx.lineTo(x+r, y); ctx.moveTo(x, y-r); ctx.lineTo(x, y+r); }, 1.5*u);
          }
          // Names stand beside, above or below their markers, where no other name is; else they are left out.
          function names() {
            const u = (window.devicePixelRatio || 1), taken = [];
            ctx.font = 13*u + 'px sans-serif'; ctx.textBaseline = 'middle'; ctx.textAlign = 'left';
            for (const s of d.sources) {
              const [x, y] = toScreen(s.x, s.y), w = ctx.measureText(s.name).width, h = 15*u, g = 10*u;
              const free = [[x+g, y], [x-g-w, y], [x-w/2, y-1.6*g], [x-w/2, y+1.6*g], [x+g, y-1.6*g], [x+g, y+1.6*g], [x-g-w, y+1.6*g]].find(([a, b]) =>
                a >= 0 && a+w <= canvas.width && b > h/2 && b < canvas.height-h/2 && !taken.some(t => a < t[0]+t[2] && t[0] < a+w && Math.abs(b-t[1]) < h));
              if (!free) continue;
              taken.push([...free, w]);
              ctx.lineWidth = 3*u; ctx.strokeStyle = '#fff'; ctx.fillStyle = '#111';
              ctx.strokeText(s.name, ...free); ctx.fillText(s.name, ...free);
            }
          }
          function read(px, py) {
            const i = Math.round(px), j = Math.round(py), out = $('.read');
            const v = i < 0 || j < 0 || i >= d.nx || j >= d.ny ? null : place(d.grid, px, py);
            if (!v) { out.textContent = 'outside the map'; return; }
            const gal = d.frame === 'galactic', icrs = angles(gal ? turn(toICRS, v) : v), lb = angles(gal ? v : turn(back(toICRS), v));
            const plane = cache.get(kind + ' ' + band), value = plane ? plane[(d.ny-1-j)*d.nx + i] : NaN;
            out.textContent = `${d.maps[kind].name} ${number(value)}  ·  RA ${icrs[0].toFixed(4)}° (${sexa(icrs[0]/15, 'h')})  Dec ${icrs[1].toFixed(4)}° (${sexa(icrs[1], '°')})  ·  l ${lb[0].toFixed(4)}°  b ${lb[1].toFixed(4)}°  ·  pixel ${i}, ${j}`;
          }
          function close() { if (popup) { popup.remove(); popup = null; } }
          function open(s) {
            close();
            popup = document.createElement('div'); popup.className = 'popup'; popup.setAttribute('role', 'dialog'); popup.setAttribute('aria-label', s.name);
            const h = document.createElement('h3'); h.textContent = s.name; popup.append(h);
            const b = document.createElement('button'); b.textContent = '×'; b.setAttribute('aria-label', 'Close'); b.addEventListener('click', () => { close(); canvas.focus(); }); popup.append(b);
            for (const [name, value] of s.parameters) { const p = document.createElement('div'); p.textContent = name + ': ' + value; popup.append(p); }
            const [x, y] = toScreen(s.x, s.y), u = (window.devicePixelRatio || 1);
            popup.style.left = Math.max(Math.min(x/u + canvas.offsetLeft + 12, box.clientWidth - 280), 8) + 'px';
            popup.style.top = Math.max(Math.min(y/u, canvas.clientHeight - 60), 0) + canvas.offsetTop + 12 + 'px';
            box.append(popup); b.focus();
          }
          const at = e => { const r = canvas.getBoundingClientRect(), u = canvas.width/r.width; return [(e.clientX-r.left)*u, (e.clientY-r.top)*u]; };
          function zoomAt(f, sx, sy) {
            const [px, py] = toPixel(sx, sy);
            zoom = Math.min(Math.max(zoom*f, 1), 60);
            cx = px - (sx-canvas.width/2)/scale(); cy = py + (sy-canvas.height/2)/scale();
            if (zoom === 1) { cx = (d.nx-1)/2; cy = (d.ny-1)/2; }
            close(); draw();
          }
          const middle = f => zoomAt(f, canvas.width/2, canvas.height/2);
          const home = () => { zoom = 1; cx = (d.nx-1)/2; cy = (d.ny-1)/2; close(); draw(); };
          canvas.addEventListener('wheel', e => { e.preventDefault(); zoomAt(e.deltaY < 0 ? 1.25 : 0.8, ...at(e)); }, {passive: false});
          canvas.addEventListener('pointerdown', e => { drag = {from: at(e), cx, cy, moved: false}; canvas.setPointerCapture(e.pointerId); });
          canvas.addEventListener('pointermove', e => {
            const p = at(e); read(...toPixel(...p));
            if (!drag) return;
            const [dx, dy] = [p[0]-drag.from[0], p[1]-drag.from[1]];
            if (Math.hypot(dx, dy) > 4) { drag.moved = true; close(); }
            if (drag.moved) { cx = drag.cx - dx/scale(); cy = drag.cy + dy/scale(); draw(); }
          });
          canvas.addEventListener('pointerup', e => {
            const p = at(e), click = drag && !drag.moved; drag = null;
            if (!click) return;
            const near = d.sources.map(s => { const q = toScreen(s.x, s.y); return [Math.hypot(q[0]-p[0], q[1]-p[1]), s]; }).sort((a, b) => a[0]-b[0])[0];
            if (near && near[0] < 20*(window.devicePixelRatio || 1)) open(near[1]); else close();
          });
          let next = 0;
          canvas.addEventListener('keydown', e => {
            const step = 30/scale()*(window.devicePixelRatio || 1);
            const moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]};
            if (moves[e.key]) { cx += moves[e.key][0]; cy += moves[e.key][1]; close(); draw(); read(cx, cy); }
            else if (e.key === '+' || e.key === '=') middle(1.25);
            else if (e.key === '-') middle(0.8);
            else if (e.key === '0') home();
            else if (e.key === 'Enter' && d.sources.length) open(d.sources[next++ % d.sources.length]);
            else if (e.key === 'Escape') close();
            else return;
            e.preventDefault();
          });
          box.addEventListener('keydown', e => { if (e.key === 'Escape' && popup) { close(); canvas.focus(); } });
          $('.in').addEventListener('click', () => middle(1.25)); $('.out').addEventListener('click', () => middle(0.8)); $('.home').addEventListener('click', home);
          $('.marks').addEventListener('change', draw);
          const slider = $('.band'); if (slider) slider.addEventListener('input', () => { band = +slider.value; show(); });
          window.addEventListener('resize', () => { size(); draw(); });
          size(); await show(); read(cx, cy);
          root.dataset.viewers = String(+root.dataset.viewers + 1);
        }
        for (const box of document.querySelectorAll('.viewer')) start(box).catch(e => { root.dataset.error = String(e); });
        })();
        """#
}
