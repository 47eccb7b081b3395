/** Style of the reader of the API's description. */
export const READER_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d9d5cd, #3a3733); --quiet: light-dark(#5d5850, #a9a298); --link: light-dark(#8a3d12, #f0a77a); }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { margin: 2rem 0 .25rem; }
a { color: var(--link); }
code, pre { font: .9em/1.5 ui-monospace, monospace; }
pre { padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; overflow: auto; white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; }
.quiet { color: var(--quiet); }
.method { font-weight: 700; }
`;
