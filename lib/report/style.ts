/** The page's looks: plain CSS, light and dark, from a phone's width upwards. No font, image or rule from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --wash: #f5f6f8; --ink: #14181f; --muted: #5b6472; --line: #e2e5ea;
  --stable: #c3cfdf; --stable-ink: #4c5f7a; --candidate: #5a48d8; --other: #d8c48a; --other-ink: #7d6418;
  --good: #0f7a55; --bad: #c22f1d; --open: #975700; --on-tone: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1217; --wash: #181d25; --ink: #e9ecf1; --muted: #9aa4b3; --line: #29303b;
    --stable: #39475c; --stable-ink: #9db0cd; --candidate: #a093ff; --other: #6a5a2a; --other-ink: #d6bb68;
    --good: #46c594; --bad: #ff7c68; --open: #e5a544; --on-tone: #0f1217;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
bdi, .text { overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: 0.2em; }
code, .name { font: 500 0.9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
h1, h2, h3, p, dl, dd, ol, figure { margin: 0; padding: 0; }
h1 { font-size: clamp(1.6rem, 4.2vw, 2.4rem); line-height: 1.15; font-weight: 680; letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; font-weight: 660; letter-spacing: -0.005em; }
h3 { font-size: 1rem; font-weight: 640; }
section { margin-top: 3rem; }
section > h2 { padding-bottom: 0.6rem; border-bottom: 1px solid var(--line); }
.kicker { margin-bottom: 0.7rem; color: var(--muted); }
.kicker strong { color: var(--ink); font-weight: 640; }
.why { margin-top: 0.9rem; max-width: 46rem; font-size: 1.05rem; color: var(--muted); }
.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 1px; margin-top: 1.9rem; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0.85rem 1.1rem 0.95rem; outline: 1px solid var(--line); }
.figures dt { color: var(--muted); font-size: 0.87rem; line-height: 1.35; }
.figures dd { font-size: 1.5rem; line-height: 1.3; font-weight: 640; letter-spacing: -0.01em; }
.figures small { font-size: 0.9rem; font-weight: 400; letter-spacing: 0; color: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; margin: 1rem 0 0.5rem; font-size: 0.9rem; color: var(--muted); }
.legend span { display: inline-flex; align-items: baseline; gap: 0.45rem; min-width: 0; }
.legend i { flex: none; align-self: center; width: 12px; height: 12px; border-radius: 3px; }
i.stable { background: var(--stable); } i.candidate { background: var(--candidate); } i.other { background: var(--other); }
.chart { display: grid; grid-template-columns: 3.6rem minmax(0, 1fr); }
.panel-title { grid-column: 2; padding: 0.9rem 0 0.3rem; font-size: 0.82rem; line-height: 1.3; color: var(--muted); }
.chart svg { display: block; overflow: visible; }
.chart .signs, .chart .times { grid-column: 2; }
.scale text { fill: var(--muted); font-size: 11.5px; text-anchor: end; transform: translateX(-0.6rem); }
.times text { fill: var(--muted); font-size: 11.5px; }
.grid { stroke: var(--line); stroke-width: 1; }
.area.candidate { fill: var(--candidate); } .area.stable { fill: var(--stable); } .area.other { fill: var(--other); }
.bar.candidate { fill: var(--candidate); } .bar.stable { fill: var(--stable-ink); } .bar.other { fill: var(--other-ink); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.line.p50 { stroke-width: 1; opacity: 0.65; }
.line.candidate { stroke: var(--candidate); } .line.stable { stroke: var(--stable-ink); } .line.other { stroke: var(--other-ink); }
.dot.candidate { fill: var(--candidate); } .dot.stable { fill: var(--stable-ink); } .dot.other { fill: var(--other-ink); }
.moment { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 3; opacity: 0.55; }
.moment.bad { stroke: var(--bad); opacity: 1; } .moment.good { stroke: var(--good); opacity: 1; }
.sign { fill: var(--muted); } .sign.bad { fill: var(--bad); } .sign.good { fill: var(--good); }
.sign-label { fill: var(--on-tone); font-size: 11.5px; font-weight: 650; text-anchor: middle; }
.moments { list-style: none; margin-top: 1.1rem; padding-left: 3.6rem; }
.moments li { display: grid; grid-template-columns: 1.6rem 4.6rem minmax(0, 1fr); gap: 0.5rem; padding: 0.28rem 0; }
.moments b { align-self: start; margin-top: 0.1rem; height: 1.3rem; border-radius: 1rem; text-align: center; font-size: 0.74rem; line-height: 1.3rem; font-weight: 650; color: var(--on-tone); background: var(--muted); }
.moments b.bad { background: var(--bad); color: var(--on-tone); } .moments b.good { background: var(--good); color: var(--on-tone); }
time { color: var(--muted); white-space: nowrap; }
.verdict { margin-top: 1.4rem; }
.verdict > p { max-width: 52rem; }
.verdict .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; align-items: baseline; font-weight: 640; }
.verdict .head time, .verdict .head span { font-weight: 400; color: var(--muted); }
.scroll { overflow-x: auto; margin-top: 0.6rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th { padding: 0.4rem 1rem 0.4rem 0; text-align: left; font-weight: 500; color: var(--muted); font-size: 0.82rem; white-space: nowrap; }
td { padding: 0.45rem 1rem 0.45rem 0; border-top: 1px solid var(--line); vertical-align: baseline; }
th.number, td.number { text-align: right; white-space: nowrap; }
tr.sum td { font-weight: 640; }
.track { fill: var(--line); } .meter.bad { fill: var(--bad); } .meter.good { fill: var(--good); }
.meter-cell { width: 7.5rem; } .meter-cell svg { display: block; }
.bars { margin-top: 0.9rem; display: grid; gap: 0.5rem; }
.bars > div { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr) minmax(7rem, 14rem); gap: 0 1rem; align-items: center; }
.bars svg { display: block; }
.bars .said { color: var(--muted); font-size: 0.88rem; text-align: right; }
.job.success { fill: var(--stable-ink); } .job.failure { fill: var(--bad); } .job.cancelled, .job.skipped { fill: var(--muted); } .job.running { fill: var(--candidate); }
.gate { fill: none; stroke: var(--open); stroke-width: 1.5; stroke-dasharray: 3 3; } .gate.rejected { stroke: var(--bad); }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1.5rem; margin-top: 0.9rem; }
.facts dt { color: var(--muted); }
.lead { margin-top: 0.9rem; }
footer { margin-top: 3.5rem; color: var(--muted); font-size: 0.85rem; }
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  section { margin-top: 2.4rem; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures > div { padding: 0.7rem 0.85rem 0.8rem; }
  .figures dd { font-size: 1.25rem; }
  .chart { grid-template-columns: 3rem minmax(0, 1fr); }
  .moments { padding-left: 0; }
  .odd { display: none; }
  .bars > div { grid-template-columns: minmax(0, 1fr) fit-content(60%); gap: 0.2rem 0.8rem; }
  .bars svg { grid-row: 2; grid-column: 1 / -1; }
  .figures > div:last-child:nth-child(odd) { grid-column: 1 / -1; }
  .stacked thead { display: none; }
  .stacked tr { display: grid; grid-template-columns: 1fr 1fr auto; gap: 0 0.8rem; padding: 0.55rem 0; border-top: 1px solid var(--line); }
  .stacked td, .stacked td.number { border: 0; padding: 0.05rem 0; text-align: left; }
  .stacked td:first-child, .stacked td.wide { grid-column: 1 / -1; }
  .stacked td:empty, .stacked .meter-cell { display: none; }
  .stacked td[data-of]::before { content: attr(data-of) " "; color: var(--muted); font-weight: 400; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 0.6rem; }
}
@media print { section, figure { break-inside: avoid; } }
`;
