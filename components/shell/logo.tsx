/** The countersign strip at its smallest: two signed, one open, on a line. */
export const Logo = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 26 20" aria-hidden="true" className={className}>
    <path d="M1 18.25h24" className="stroke-ink" strokeWidth="1.5" />
    <path d="M1 3h6.5v10.5H1zM9.75 3h6.5v10.5h-6.5z" className="fill-ink" />
    <path d="M19.1 3.6h5.3v9.3h-5.3z" fill="none" className="stroke-accent" strokeWidth="1.3" strokeDasharray="2.2 1.5" />
  </svg>
)
