'use client'
import { type ReactNode, useId, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Unbroken } from '@/components/ui/unbroken'

type Props = { title: ReactNode; subtitle: ReactNode; table: ReactNode; children: ReactNode; className?: string }

/** Finding as the title, measure and unit below it, and the same numbers as a table one press away. */
export function ChartFrame({ title, subtitle, table, children, className }: Props) {
  const [is_table, setTable] = useState(false)
  const named = useId()
  return (
    <figure className={className}>
      <figcaption className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 id={named} className="text-pretty text-card font-strong">
            {typeof title === 'string' ? <Unbroken text={title} /> : title}
          </h3>
          <p className="text-pretty text-muted text-table">{typeof subtitle === 'string' ? <Unbroken text={subtitle} /> : subtitle}</p>
        </div>
        <div data-screen-only className="flex shrink-0 rounded-control p-0.5 ring-1 ring-line ring-inset">
          {(['Chart', 'Table'] as const).map((name) => {
            const is_on = (name === 'Table') === is_table
            return (
              <button
                key={name}
                type="button"
                aria-pressed={is_on}
                aria-label={`Show as ${name.toLowerCase()}`}
                aria-describedby={named}
                onClick={() => setTable(name === 'Table')}
                className={cn('h-6 rounded-sm px-2 text-small phone:h-11 phone:px-3', is_on ? 'bg-wash text-ink @max-md:hidden' : 'text-muted hover:text-ink')}
              >
                {name}
              </button>
            )
          })}
        </div>
      </figcaption>
      <div className="mt-3">{is_table ? <div className="h-64 overflow-y-auto">{table}</div> : children}</div>
    </figure>
  )
}
