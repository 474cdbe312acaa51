import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

// Rows of a longer list that stand open where it is one list of many.
const OPEN_ROWS = 5

/**
 * A long list among others on one page shows its first rows and opens at a press; on paper it is whole. Only inside `.folds-rows`: an answer shows all
 * that was asked for. A list that is hardly longer than that is not cut.
 */
export const RowFold = ({ rows, children }: { rows: number; children: ReactNode }) => (
  <div className={rows > OPEN_ROWS + 2 ? 'row-fold' : undefined}>
    {children}
    {rows > OPEN_ROWS + 2 ? (
      <details data-screen-only className="text-table">
        <summary className="py-2 text-muted hover:text-ink phone:py-3">
          <span data-when="closed">Show all {rows}</span>
          <span data-when="open">Show the first {OPEN_ROWS}</span>
        </summary>
      </details>
    ) : null}
  </div>
)

/** Scrolls inside itself, never the page. `label` is what it is about: a stop of the tab key that is only called a table says nothing among five others. */
export function Table({ className, label, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className="-mx-4 overflow-x-auto px-4" tabIndex={0} aria-label={`Table: ${label}`}>
      <table className={cn('w-full border-collapse text-table', className)} {...props} />
    </section>
  )
}
export const Th = ({ className, ...props }: ComponentProps<'th'>) => (
  <th
    scope="col"
    className={cn('border-line-strong border-b py-1.5 pr-4 text-left align-bottom font-normal text-muted text-small last:pr-0', className)}
    {...props}
  />
)
export const Td = ({ className, ...props }: ComponentProps<'td'>) => (
  <td className={cn('border-line border-b py-1.5 pr-4 align-baseline last:pr-0', className)} {...props} />
)
