import type { ReactNode } from 'react'

/** What not everybody needs, one press away; open on paper. */
export const Fold = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  <details className="group text-table">
    <summary className="py-1.5 text-muted hover:text-ink phone:py-3">
      <span aria-hidden="true" className="mr-1.5 inline-block transition-transform group-open:rotate-90">
        ›
      </span>
      {label}
    </summary>
    {children}
  </details>
)
