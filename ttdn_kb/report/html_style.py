"""The style of HTML pages, for screen and A4 paper.

Takes nothing; gives CSS as text; knows nothing of pages. Fonts are those of the reader's machine; all of the named ones have Vietnamese letters.
"""

from __future__ import annotations

STYLE = """
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--head:#1f4e79;--paper:#fff;--tint:#f3f6f9}
*{box-sizing:border-box}
html{font-size:16px}
body{margin:0 auto;max-width:76rem;padding:2rem 1.5rem 4rem;color:var(--ink);background:var(--paper);
  font:1rem/1.55 "Segoe UI","Noto Sans","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
h1{font-size:1.9rem;line-height:1.25;margin:0 0 .3rem;color:var(--head)}
h2{font-size:1.4rem;margin:2.4rem 0 .6rem;color:var(--head);border-bottom:2px solid var(--line);padding-bottom:.2rem}
h3{font-size:1.15rem;margin:1.8rem 0 .5rem}
h4,h5,h6{font-size:1rem;margin:1.3rem 0 .4rem}
.number{color:var(--soft);font-weight:400;margin-right:.25rem}
.subtitle{color:var(--soft);margin:0 0 1rem;font-size:1.05rem}
p{margin:.5rem 0;max-width:56rem}
li{max-width:56rem;margin:.15rem 0}
a{color:#0b5cad}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:.2rem 2rem;margin:.8rem 0;
  padding:.8rem 1rem;background:var(--tint);border-left:4px solid var(--head)}
dl div{min-width:0}
dt{font-weight:600}
dt::after{content:":"}
dd{margin:0}
nav ol{list-style:none;padding:0;columns:2;column-gap:2.5rem}
nav li{break-inside:avoid}
nav .depth-2{padding-left:1.4rem;font-size:.95rem}
nav h2{margin-top:1.6rem}
.frame{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
caption{text-align:left;font-weight:600;padding:.2rem 0 .4rem;caption-side:top}
th,td{border:1px solid var(--line);padding:.4rem .55rem;vertical-align:top;text-align:left;overflow-wrap:break-word}
thead th{background:var(--head);color:#fff;font-weight:600;position:sticky;top:0}
tbody th{background:var(--tint);font-weight:600;min-width:8rem}
details>summary{cursor:pointer}
details[open]>summary{font-weight:600}
figure{margin:1rem 0}
figure>figcaption{font-weight:600;margin-bottom:.4rem}
.drawing{overflow-x:auto;border:1px solid var(--line);padding:.6rem;background:#fff}
.drawing svg{max-width:100%;height:auto}
.quote{margin:.6rem 0;padding:.4rem .8rem;border-left:3px solid #9db4c8;background:#fafbfc}
.quote blockquote{margin:0;font-family:"Noto Serif",Cambria,"Times New Roman","DejaVu Serif",serif}
.quote blockquote::before{content:"\\201C"}
.quote blockquote::after{content:"\\201D"}
.quote figcaption{font-weight:400;font-size:.86rem;color:var(--soft);margin:.2rem 0 0}
.quote .who{margin:0 0 .15rem;font-weight:600;font-size:.9rem}
td .quote,th .quote{min-width:19rem;font-weight:400}
.cited{display:none}
.mark{background:#fff3cd;color:#5c4400;border-radius:3px;padding:0 .35rem}
p.error,p.warning,p.good,p.info{padding:.35rem .7rem;border-left:4px solid}
p.error{border-color:#b42318;background:#fdf1f0}
p.warning{border-color:#b77900;background:#fff8e6}
p.good{border-color:#1a7f37;background:#eefaf1}
p.info{border-color:#0b5cad;background:#eff6fd}
.day{white-space:nowrap}
td.error,tbody th.error{background:#fbe3e1}
td.warning,tbody th.warning{background:#fff1cc}
td.good{background:#e3f5e8}
td.info{background:#e6f1fb}
.muted{color:var(--soft)}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media (max-width:40rem){nav ol{columns:1}body{padding:1rem .8rem}}
@media print{
@page{size:A4;margin:16mm 14mm}
@page wide{size:A4 landscape}
html{font-size:11px}
body{max-width:none;padding:0}
thead{display:table-header-group}
thead th{position:static}
tr,figure.quote{break-inside:avoid}
h2,h3,h4{break-after:avoid}
.frame,.drawing{overflow:visible}
a{color:inherit;text-decoration:none}
details>summary{list-style:none}
td .quote{min-width:0}
.cited{display:block;color:var(--soft);font-size:.9em}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
""".strip()
