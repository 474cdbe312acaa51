/** Runs before the first paint, so that a chosen theme never flashes the other one. Without a choice the system's preference holds. */
const SCRIPT = "try{var t=localStorage.getItem('countersign.theme');if(t==='dark'||t==='light')document.documentElement.classList.add(t)}catch(e){}"

export const ThemeScript = ({ nonce }: { nonce?: string | undefined }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
)
