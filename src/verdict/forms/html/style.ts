/** Colours, light and dark. */
export const palette = `
:root { color-scheme: light dark; --ground: #fff; --card: #f5f6f8; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de;
  --pass: #116329; --fail: #a40e26; --unsure: #7d4e00; --info: #0550ae;
  --served: #2da44e; --retryable: #bf8700; --final: #cf222e; --luck: #8250df; --left: #6e7781; --told: #0969da }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --card: #161b22; --ink: #e6edf3; --soft: #9da7b1; --line: #30363d;
  --pass: #56d364; --fail: #ff7b72; --unsure: #e3b341; --info: #79c0ff;
  --served: #3fb950; --retryable: #d29922; --final: #f85149; --luck: #a371f7; --left: #8b949e; --told: #58a6ff } }
`.trim()

/** Calls on their lines of time. */
export const laneStyle = `
.lane { position: relative; height: 2.1rem; margin: .25rem 0 .1rem; background: linear-gradient(var(--line), var(--line)) 0 50% / 100% 1px no-repeat }
.bar { position: absolute; top: .3rem; height: 1.5rem; min-width: .3rem; border-radius: .2rem; background: var(--left); display: block }
.bar.served { background: var(--served) } .bar.retryable { background: var(--retryable) } .bar.final { background: var(--final) } .bar.luck { background: var(--luck) }
.bar.left { background: repeating-linear-gradient(45deg, var(--left) 0 .3rem, transparent .3rem .5rem) }
.told { position: absolute; top: 0; height: 2.1rem; border-left: 2px dashed var(--told) }
.axis { display: flex; justify-content: space-between; font-size: .8rem; color: var(--soft) }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .85rem; list-style: none; margin: .5rem 0 0; padding: 0 }
.legend span { position: static; display: inline-block; width: 1rem; height: .9rem; vertical-align: -.1rem; margin-right: .35rem } .legend span.told { width: 0; margin: 0 .7rem 0 .3rem }
`.trim()

/** The looks of a report: light and dark, from a phone to a wall. */
export const style = `
${palette}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem clamp(.75rem, 3vw, 3rem); max-width: 110rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.25rem; margin: 0 } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem } h3 .soft { font-weight: 400 }
a { color: var(--info) } code { font: .9em ui-monospace, monospace } p { margin: .25rem 0; max-width: 75ch }
section { margin: 1.5rem 0; padding: 1rem clamp(.75rem, 2vw, 1.5rem); background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
.soft { color: var(--soft) } .head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline }
.badge { font-weight: 700; border: 1px solid; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; white-space: nowrap }
.PASS { color: var(--pass) } .FAIL { color: var(--fail) } .INCONCLUSIVE, .WARN, .UNSURE { color: var(--unsure) } .INFO, .ALLOWED { color: var(--info) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line) }
th { font-size: .85rem; color: var(--soft); white-space: nowrap } td.fit { white-space: nowrap } td.long { min-width: 18rem; overflow-wrap: break-word }
tr:target, article:target { outline: 2px solid var(--told); outline-offset: 2px }
article { border-left: 4px solid currentColor; padding: .1rem 0 .1rem .75rem; margin: .75rem 0 } article > * { color: var(--ink) } article > .flag { color: inherit; margin: .25rem 0 }
${laneStyle}
pre { overflow-x: auto; background: var(--ground); border: 1px solid var(--line); border-radius: .3rem; padding: .5rem; font-size: .85rem }
summary { cursor: pointer; padding: .25rem 0 } .expected { list-style: none; margin: .25rem 0; padding: 0 } .expected li { max-width: 75ch; padding-left: 1.25rem; text-indent: -1.25rem }
@media print { section { break-inside: avoid } }
`.trim()
