/// How reports look.
enum ReportStyleSheet {
    /// Light, or dark where the reader prefers it; figures keep their white paper.
    static let text = """
        :root{--paper:#fff;--ink:#1a1a1a;--soft:#555;--line:#d5d5d5;--box:#f5f6f8;--link:#0b57a4;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e8e8e8;--soft:#a8a8a8;--line:#3a3d44;--box:#22252b;--link:#8ab8f0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,'DejaVu Sans',sans-serif}
        header{padding:1rem 1.5rem .5rem;border-bottom:1px solid var(--line)}
        h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .7rem}
        nav a{margin-right:1.2rem;display:inline-block}a{color:var(--link)}
        main{padding:0 1.5rem 3rem;max-width:1500px;margin:0 auto}
        .wide{overflow-x:auto;margin:.6rem 0 1rem}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);padding:.2rem 0}
        th,td{padding:.22rem .7rem;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
        th{border-bottom:2px solid var(--line);vertical-align:bottom}th small{font-weight:400;color:var(--soft)}
        .n{text-align:right}
        .figures{display:flex;flex-wrap:wrap;gap:1rem}
        figure{margin:0;background:#fff;border:1px solid var(--line);border-radius:4px;padding:.5rem;max-width:100%}
        figure svg{max-width:100%;height:auto;display:block}
        pre{background:var(--box);border:1px solid var(--line);padding:.8rem;overflow-x:auto;font-size:.85rem}
        .viewer{background:var(--box);border:1px solid var(--line);border-radius:4px;padding:.8rem;max-width:1000px;position:relative}
        .viewer .bar{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:center;margin-bottom:.5rem}
        .viewer fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.2rem .8rem}
        .viewer legend{float:left;margin-right:.7rem;color:var(--soft)}
        .viewer canvas.sky{width:100%;display:block;cursor:crosshair;touch-action:none;border:1px solid var(--line);background:#888}
        .viewer canvas.sky:focus,.wide:focus,pre:focus{outline:2px solid var(--link);outline-offset:1px}
        .viewer .read{font-variant-numeric:tabular-nums;min-height:3em;margin:.4rem 0 0}
        .viewer .scale{display:flex;align-items:center;gap:.5rem;font-size:.85rem}
        .viewer .scale canvas{height:14px;width:220px;border:1px solid var(--line)}
        .viewer .popup{position:absolute;background:var(--paper);border:1px solid var(--ink);border-radius:4px;padding:.5rem .8rem;max-width:26rem;font-size:.85rem;box-shadow:0 2px 8px #0005}
        .viewer .popup h3{margin:0 1.5rem .2rem 0;font-size:.95rem}.viewer .popup button{position:absolute;top:.2rem;right:.3rem}
        button{font:inherit;padding:.05rem .6rem}
        @media print{nav,.viewer{display:none}}
        """
}
