/**
 * Runs before the first paint, so that a chosen theme or density never flashes the other one. Without a choice the system's preference holds.
 * It also tells dialogs the nonce for the style sheet with which they hold the page behind them still (`get-nonce` looks for this name).
 */
const SCRIPT =
  "window.__webpack_nonce__=document.currentScript.nonce;try{var t=localStorage.getItem('countersign.theme');if(t==='dark'||t==='light')document.documentElement.classList.add(t);if(localStorage.getItem('countersign.density')==='compact')document.documentElement.dataset.density='compact'}catch(e){}"

export const ThemeScript = ({ nonce }: { nonce?: string | undefined }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
)
