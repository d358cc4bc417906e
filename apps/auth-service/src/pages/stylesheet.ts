/** Of every page. Sizes in `rem`, one column, no script: it holds at 200 % and on a narrow screen. */
export const STYLESHEET = `
:root { color-scheme: light dark; --text: #1b1f24; --back: #ffffff; --line: #6b7280; --link: #0b4fad; --act: #0b4fad; --on-act: #ffffff; --fault: #a40e26; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8eaed; --back: #16181c; --line: #9aa0a6; --link: #8ab4f8; --act: #8ab4f8; --on-act: #16181c; --fault: #ff9a9a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--link); }
form { margin: 1rem 0; }
label { display: block; font-weight: 600; margin-top: 1rem; }
.hint { margin: 0.25rem 0 0; font-size: 0.95rem; }
input:not([type=hidden]):not([type=checkbox]) { display: block; width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.5rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 0.25rem; }
button { min-height: 2.75rem; margin: 1.25rem 0.75rem 0 0; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act); border: 2px solid var(--act); border-radius: 0.25rem; cursor: pointer; }
button.second { color: var(--act); background: var(--back); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.fault { border-left: 0.3rem solid var(--fault); padding: 0.5rem 0.75rem; color: var(--fault); font-weight: 600; }
.told { border-left: 0.3rem solid var(--act); padding: 0.5rem 0.75rem; }
.code { font-family: ui-monospace, monospace; font-size: 1.1rem; }
svg { display: block; width: 14rem; max-width: 100%; height: auto; margin: 1rem 0; background: #ffffff; }
li { margin: 0.4rem 0; }
`;
