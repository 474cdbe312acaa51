/** The way down a long page. */
export const OnThisPage = ({ parts, className }: { parts: readonly { id: string; title: string }[]; className?: string }) => (
  <nav data-screen-only aria-label="On this page" className={className}>
    <h2 className="text-muted text-small">On this page</h2>
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-table">
      {parts.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`} className="quiet-link phone:inline-flex phone:min-h-11 phone:items-center">
            {title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
