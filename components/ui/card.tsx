import type { ReactNode } from 'react'
import { Unbroken } from '@/components/ui/unbroken'

/** Title on the left, one small thing on the right. */
export function CardHeader({ title, subtitle, aside, id }: { title: ReactNode; subtitle?: ReactNode; aside?: ReactNode; id?: string }) {
  return (
    <header className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <h3 id={id} className="text-pretty text-card font-strong">
          {typeof title === 'string' ? <Unbroken text={title} /> : title}
        </h3>
        {subtitle ? <p className="text-pretty text-table text-muted">{typeof subtitle === 'string' ? <Unbroken text={subtitle} /> : subtitle}</p> : null}
      </div>
      {aside ? <div className="shrink-0">{aside}</div> : null}
    </header>
  )
}
