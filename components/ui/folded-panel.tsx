import type { ReactNode } from 'react'
import { Unbroken } from '@/components/ui/unbroken'

/** A whole section in one line, with its outcome; the rest is one press away, and open on paper. */
export const FoldedPanel = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <details className="group">
    <summary className="panel flex group-open:mb-3 items-baseline gap-x-3 px-4 py-3 text-table @min-[60rem]/page:px-5">
      <span className="font-strong">{title}</span>
      <span className="min-w-0 flex-1 text-pretty text-muted">
        <Unbroken text={text} />
      </span>
      <span aria-hidden="true" className="text-muted transition-transform group-open:rotate-90">
        ›
      </span>
    </summary>
    {children}
  </details>
)
